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

SimulatedCase worse(SimulatedNoise noise, const std::string& metric, double effect) {
  SimulatedCase simulated{.noise = std::move(noise), .subject = {}};
  simulated.subject.effects[metric] = effect;
  simulated.watched = metric;
  return simulated;
}

void print_power(const SimulatedNoise& noise, std::size_t gates) {
  for (const double effect : {0.02, 0.05, 0.1, 0.2}) {
    print_row(worse(noise, "p50", effect), fmt::format("P50 {:.0f} % worse", 100 * effect), gates);
  }
  for (const double effect : {0.05, 0.1}) {
    SimulatedCase all = worse(noise, "cpu_us_per_request", effect);
    for (const char* metric : {"throughput_per_s", "p50", "p95"}) {
      all.subject.effects[metric] = effect;
    }
    print_row(all, fmt::format("all but memory and the tail {:.0f} % worse", 100 * effect), gates);
  }
  for (const double effect : {0.1, 0.2}) {
    SimulatedCase tail = worse(noise, "p99", effect);
    tail.watched = "p50";
    print_row(tail, fmt::format("P99 {:.0f} % worse", 100 * effect), gates);
    tail.plan.looks.push_back({32, 0.002});
    print_row(tail, fmt::format("P99 {:.0f} % worse, up to 32 pairs", 100 * effect), gates);
  }
}

void print_table(std::size_t gates) {
  fmt::print(
      "| simulated machine | candidate | gates | alarms, % (95 %) | confirmed, % (95 %) | passed, "
      "% "
      "| inconclusive, % | pairs | interval covers, % |\n|---|---|---|---|---|---|---|---|---|\n");
  for (SimulatedNoise noise : {quiet_machine(), busy_machine(), measured_machine()}) {
    print_row({.noise = noise, .subject = {}}, "the same", 10 * gates);
    noise.layout = 0.02;
    print_row({.noise = noise, .subject = {}}, "the same, linked otherwise (2 %)", gates);
    noise.layout = 0;
    print_power(noise, gates);
  }
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
