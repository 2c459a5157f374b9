// prony_steady_coverage [RUNS]: how often find_steady cuts what it should, and what it should not,
// as a Markdown table. Each row is so many virtual runs, 1,000 unless said.
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstring>

#include "harness/stats/steady_case.h"

namespace harness::stats {
namespace {

void print_row(const SteadyCase& known, int runs) {
  int cut = 0, never = 0;
  double share = 0;
  for (int seed = 1; seed <= runs; ++seed) {
    const auto number = static_cast<std::uint64_t>(seed);
    const Steady found = steady_of(known, number);
    if (found.cut > 0) ++cut;
    share += static_cast<double>(found.cut) / static_cast<double>(64 + number % 64);
    if (found.verdict == Steady::Verdict::never) ++never;
  }
  const char* const truth = known.truth == SteadyCase::Truth::steady      ? "steady"
                            : known.truth == SteadyCase::Truth::disturbed ? "disturbed"
                                                                          : "start-up";
  fmt::print("| {} | {} | {:.1f} % | {:.1f} % | {:.1f} % |\n", truth, known.name,
             100.0 * cut / runs, cut == 0 ? 0 : 100 * share / cut, 100.0 * never / runs);
  std::fflush(stdout);
}

void print_steady_table(int runs) {
  fmt::print(
      "| truth | load | cut | of the run, where cut | \"never became steady\" |\n"
      "|---|---|---|---|---|\n");
  for (const auto& cases : {steady_loads(), disturbed_loads(), start_ups()}) {
    for (const SteadyCase& known : cases) print_row(known, runs);
  }
}

}  // namespace
}  // namespace harness::stats

int main(int argc, char** argv) {
  int runs = 1000;
  if (argc > 1) {
    const char* const end = argv[1] + std::strlen(argv[1]);
    const auto [stopped, error] = std::from_chars(argv[1], end, runs);
    if (argc > 2 || error != std::errc() || stopped != end || runs < 1) {
      fmt::print(stderr, "prony_steady_coverage [RUNS]: '{}' is no number of runs\n", argv[1]);
      return 2;
    }
  }
  harness::stats::print_steady_table(runs);
  return 0;
}
