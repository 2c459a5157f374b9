// prony_gate_calibration [GATES]: false alarms and power of the gate, as a Markdown table.
//
// Each row is so many simulated gates (2,000 unless said; ten times as many where both programs are
// the same).
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>

#include "harness/gate/calibration.h"

namespace harness::gate {
namespace {

constexpr std::uint64_t first_seed = 1'000'000;

std::string with_interval(const Calibrated& all, std::size_t count) {
  const auto [low, high] = share_interval(count, all.gates);
  return fmt::format("{:.2f} ({:.2f}-{:.2f})", 100 * all.share(count), 100 * low, 100 * high);
}

void print_row(const SimulatedCase& simulated, const std::string& what, std::size_t gates) {
  const Calibrated all = calibrate(simulated, gates, first_seed);
  fmt::print("| {} | {} | {} | {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} |\n",
             simulated.noise.name, what, all.gates, with_interval(all, all.alarms),
             with_interval(all, all.confirmed), 100 * all.share(all.passed),
             100 * all.share(all.inconclusive), all.share(all.pairs), 100 * all.share(all.covered));
  std::fflush(stdout);
}

SimulatedCase worse(const SimulatedNoise& noise, const std::string& metric, double effect) {
  SimulatedCase simulated{.noise = noise, .subject = {}};
  simulated.subject.effects[metric] = effect;
  simulated.watched = metric;
  return simulated;
}

/// Every figure, worse alike.
SimulatedCase all_worse(const SimulatedNoise& noise, double effect) {
  SimulatedCase all = worse(noise, "p50", effect);
  for (const Metric& metric : all.plan.metrics) all.subject.effects[metric.name] = effect;
  return all;
}

void print_same(SimulatedNoise noise, std::size_t gates) {
  print_row({.noise = noise, .subject = {}}, "the same", 10 * gates);
  print_row(all_worse(noise, 0.01), "all worse by the margin, 1 %", 2 * gates);
  noise.layout = 0.01;
  SimulatedCase linked{.noise = noise, .subject = {}, .relinked = Relinked::never};
  print_row(linked, "layouts 1 % apart, confirmed with the same files", gates);
  linked.relinked = Relinked::once;
  print_row(linked, "layouts 1 % apart, linked anew once", gates);
  linked.relinked = Relinked::each_pair;
  print_row(linked, "layouts 1 % apart, linked anew for each pair", gates);
}

void print_power(const SimulatedNoise& noise, std::size_t gates) {
  for (const double effect : {0.02, 0.05, 0.1, 0.2}) {
    print_row(worse(noise, "p50", effect), fmt::format("P50 {:.0f} % worse", 100 * effect), gates);
  }
  SimulatedCase patient = worse(noise, "p50", 0.05);
  patient.plan.looks = significance::patient_looks;
  print_row(patient, "P50 5 % worse, up to 48 pairs", gates);
  print_row(all_worse(noise, 0.05), "all 5 % worse", gates);
  for (const double effect : {0.1, 0.2}) {
    SimulatedCase tail = worse(noise, "p99", effect);
    tail.watched = "p50";
    print_row(tail, fmt::format("P99 {:.0f} % worse", 100 * effect), gates);
  }
  SimulatedCase tail = worse(noise, "p99", 0.1);
  tail.watched = "p50";
  tail.plan.looks = {{8, 0.004}, {12, 0.002}, {16, 0.001}, {24, 0.001}, {32, 0.002}};
  print_row(tail, "P99 10 % worse, up to 32 pairs", gates);
}

void print_table(std::size_t gates) {
  fmt::print(
      "| simulated machine | candidate | gates | alarms, % (95 %) | confirmed, % (95 %) | passed, "
      "% "
      "| inconclusive, % | pairs | interval covers, % |\n|---|---|---|---|---|---|---|---|---|\n");
  for (const SimulatedNoise& noise : {quiet_machine(), busy_machine(), measured_machine()}) {
    print_same(noise, gates);
    print_power(noise, gates);
  }
  print_row({.noise = wild_machine(), .subject = {}}, "the same", 10 * gates);
}

}  // namespace
}  // namespace harness::gate

int main(int argc, char** argv) {
  std::size_t gates = 2000;
  if (argc > 1) {
    const char* const end = argv[1] + std::strlen(argv[1]);
    const auto [stopped, error] = std::from_chars(argv[1], end, gates);
    if (argc > 2 || error != std::errc() || stopped != end || gates < 1) {
      fmt::print(stderr, "prony_gate_calibration [GATES]: '{}' is no number of gates\n", argv[1]);
      return 2;
    }
  }
  harness::gate::print_table(gates);
  return 0;
}
