#include "harness/run/until.h"

#include <doctest/doctest.h>

#include <random>

#include "harness/slice/test_slice.h"

namespace until_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Sample;
using harness::record::PhaseTotals;
using harness::result::Verdict;
using harness::run::Until;
using harness::slice::Slice;
using harness::slice::Slices;
using harness::stats::Precision;

namespace {

/// Slices of 200 requests whose latencies are exponential, 1 ms in the mean.
class Phase {
 public:
  void go_on(Slices& slices) {
    PhaseTotals totals;
    for (int i = 0; i < 200; ++i) {
      Sample sample;
      sample.due = sample.sent = sample.started = Instant(1s);
      sample.served = sample.finished =
          sample.started + Duration(static_cast<Duration::rep>(factor_ * draw_(random_)));
      totals.add(sample);
    }
    Slice slice = harness::slice::slice_of(totals);
    slice.account.add(20ms, {}, {}, {});
    slices.add(slice);
  }

  void slow_down(double factor) { factor_ *= factor; }

 private:
  double factor_ = 1;
  std::mt19937_64 random_{3};
  std::exponential_distribution<> draw_{1e-6};
};

}  // namespace

TEST_CASE("a phase is enough once its figure is known as well as was asked for") {
  Until until(Precision::parse("p99 within 5%").value(), true);
  Slices slices;
  Phase phase;
  int looks = 0;
  CHECK(until.progress().empty());
  while (!until.enough(slices.entries()) && looks < 5000) {
    phase.go_on(slices);
    ++looks;
  }
  // The P99 of an exponential is known to 5 % from about (1.96 / 0.05)^2 * 0.99 / 0.01 / ln(100)^2
  // = 7,200 independent requests on: 36 slices.
  CHECK(looks > 36);
  CHECK(looks < 36 * 8);
  CHECK(until.enough(slices.entries()));  // and stays so
  const auto verdict = until.verdict("load", "steady");
  CHECK(verdict.verdict == Verdict::met);
  CHECK(verdict.measured.value() <= 5);
  CHECK(verdict.objective == "p99 within 5%");
  CHECK(until.progress().starts_with("p99 known to "));
  CHECK(verdict.sentence.find("in a steady state, at three looks") != std::string::npos);
}

TEST_CASE("how much longer it takes is known before") {
  Until until(Precision::parse("p99 within 5%").value(), true);
  CHECK(until.longer() == 0);
  Slices slices;
  Phase phase;
  std::vector<double> totals;  // foreseen in the second half
  int looks = 0;
  for (; !until.enough(slices.entries()) && looks < 5000; ++looks) {
    phase.go_on(slices);
    if (until.longer() > 0) totals.push_back(until.longer() * (looks + 1));
  }
  REQUIRE(looks < 5000);
  CHECK(until.longer() == 1);
  REQUIRE(totals.size() > 4);
  // An interval's width scatters, and a look comes only when there is a quarter more.
  for (std::size_t i = totals.size() / 2; i < totals.size(); ++i) {
    CHECK(totals[i] > 0.5 * looks);
    CHECK(totals[i] < 2 * looks);
  }
}

TEST_CASE("a phase that was over before is told as such") {
  Until until(Precision::parse("p99 within 1%").value(), true);
  Slices slices;
  Phase phase;
  for (int i = 0; i < 60; ++i) {
    phase.go_on(slices);
    CHECK_FALSE(until.enough(slices.entries()));
  }
  const auto verdict = until.verdict("load", "steady");
  CHECK(verdict.verdict == Verdict::cant_tell);
  CHECK(verdict.sentence.find("--length") != std::string::npos);
  CHECK(verdict.sentence.find(", wanted 1 % when the time was up") != std::string::npos);
}

TEST_CASE("what it waits for is told: evidence first, then the precision, then a steady state") {
  Until until(Precision::parse("p50 within 50%").value(), true);
  Slices slices;
  Phase phase;
  phase.go_on(slices);
  CHECK_FALSE(until.enough(slices.entries()));
  CHECK(until.progress() == "p50: too few independent requests yet");
  CHECK(until.verdict("load", "steady").sentence.find("too few independent requests") !=
        std::string::npos);
  // Latencies that grow throughout may be known to some precision, but never steadily.
  std::string seen;
  for (int i = 0; i < 200; ++i) {
    phase.slow_down(1.02);
    phase.go_on(slices);
    CHECK_FALSE(until.enough(slices.entries()));
    seen += until.progress() + "\n";
  }
  CHECK(seen.find("but it has not become steady") != std::string::npos);
}

}  // namespace until_test
