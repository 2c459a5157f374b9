// A small version of gate_calibration.cc: is the gate as seldom wrong as it says?
#include "harness/gate/calibration.h"

#include <doctest/doctest.h>

#include <vector>

#include "harness/gate/judge.h"

namespace calibration_test {

using namespace harness::gate;

namespace {

/// Without latencies, so without P99: quick.
SimulatedCase plain(const SimulatedNoise& noise, double p50_effect = 0) {
  SimulatedCase simulated{.noise = noise, .subject = {.requests = 0}};
  simulated.subject.effects["p50"] = p50_effect;
  return simulated;
}

}  // namespace

TEST_CASE("the exact interval of a share") {
  // Clopper and Pearson: 1 - .025^(1/100) of none in 100; .0025 to .0545 of 1 in 100.
  CHECK(share_interval(0, 100).high == doctest::Approx(0.03622).epsilon(0.001));
  CHECK(share_interval(0, 100).low == 0);
  CHECK(share_interval(1, 100).low == doctest::Approx(0.000253).epsilon(0.01));
  CHECK(share_interval(1, 100).high == doctest::Approx(0.05446).epsilon(0.001));
  CHECK(share_interval(100, 100).high == 1);
}

TEST_CASE("two equal programs are not told apart, however noisy the machine") {
  for (const SimulatedNoise& noise :
       {quiet_machine(), busy_machine(), measured_machine(), wild_machine()}) {
    CAPTURE(noise.name);
    const Calibrated all = calibrate(plain(noise), 400, 1);
    CHECK(all.alarms <= 6);  // at most 2 are wanted
    CHECK(all.confirmed <= 1);
    CHECK(all.share(all.covered) >= 0.93);
    CHECK(all.alarms + all.passed + all.inconclusive == all.gates);
  }
}

TEST_CASE("equal programs pass on a quiet machine, soon") {
  const Calibrated all = calibrate(plain(quiet_machine()), 200, 1);
  CHECK(all.passed == all.gates);
  CHECK(static_cast<double>(all.pairs) / static_cast<double>(all.gates) < 11);
}

TEST_CASE("five percent on a quiet machine, ten on a busy one, are found and confirmed") {
  const Calibrated quiet = calibrate(plain(quiet_machine(), 0.05), 200, 1);
  CHECK(quiet.share(quiet.confirmed) >= 0.97);
  const Calibrated busy = calibrate(plain(busy_machine(), 0.1), 200, 1);
  CHECK(busy.share(busy.confirmed) >= 0.9);
  CHECK(busy.passed <= 2);
}

TEST_CASE("a tail that is a tenth slower is found, though all else is the same") {
  SimulatedCase tail{.noise = quiet_machine(), .subject = {}};
  tail.subject.effects["p99"] = 0.1;
  const Calibrated all = calibrate(tail, 40, 1);
  CHECK(all.share(all.confirmed) >= 0.9);
}

TEST_CASE("a bias of layout is no regression once each pair is linked anew") {
  SimulatedNoise noise = quiet_machine();
  noise.layout = 0.02;
  SimulatedCase linked = plain(noise);
  const Calibrated anew = calibrate(linked, 300, 1);
  CHECK(anew.share(anew.alarms) > 0.1);
  CHECK(anew.share(anew.confirmed) <= 0.03);
  linked.relinked = Relinked::never;
  const Calibrated never = calibrate(linked, 300, 1);
  CHECK(never.alarms == anew.alarms);
  CHECK(never.confirmed > 5 * anew.confirmed);
}

TEST_CASE("what a gate says that it could have seen is found in some 80 of 100") {
  const Plan plan = plain(busy_machine()).plan;
  double smallest = 0, needed = 0;
  constexpr int gates = 40;
  for (int gate = 0; gate < gates; ++gate) {
    SimulatedPairs source(busy_machine(), {.requests = 0}, 100 + static_cast<std::uint64_t>(gate));
    std::vector<Pair> pairs;
    while (pairs.size() < 24) pairs.push_back(source.next());
    Plan last = plan;
    last.looks = {{24, 0.01}};  // so that nothing is settled before
    for (const Verdict& verdict : judge(last, pairs).metrics) {
      if (verdict.metric.name != "p50" || !verdict.smallest_effect) continue;
      smallest += *verdict.smallest_effect / gates;
      needed += static_cast<double>(*verdict.pairs_needed) / gates;
    }
  }
  SimulatedCase simulated = plain(busy_machine(), smallest);
  simulated.plan.looks = {{24, 0.01}};
  const Calibrated found = calibrate(simulated, 300, 1);
  CHECK(found.share(found.alarms) >= 0.7);
  CHECK(found.share(found.alarms) <= 0.92);
  simulated.subject.effects["p50"] = 0.05;
  simulated.plan.looks = {{static_cast<std::size_t>(needed), 0.01}};
  const Calibrated enough = calibrate(simulated, 300, 1);
  CHECK(enough.share(enough.alarms) >= 0.7);
  CHECK(enough.share(enough.alarms) <= 0.92);
}

TEST_CASE("the numbers depend on the seed alone") {
  const Calibrated one = calibrate(plain(busy_machine()), 50, 9);
  const Calibrated again = calibrate(plain(busy_machine()), 50, 9);
  CHECK(one.pairs == again.pairs);
  CHECK(one.inconclusive == again.inconclusive);
}

}  // namespace calibration_test
