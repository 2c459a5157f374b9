// prony_check_alarms [RUNS]: how often each check speaks of loads on which nothing is the matter,
// in virtual time, as a Markdown table: failed, and in brackets warned. 1,000 runs unless said.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "harness/checks/checks.h"
#include "harness/measure/virtual_loads.h"

namespace harness::checks {
namespace {

// Those of a load and its target; what the machine did is none of virtual time.
constexpr std::array<std::string_view, 4> told_checks{"offered rate was offered", "Little's law",
                                                      "became steady", "target kept up"};

/// How often a check spoke.
struct Alarms {
  unsigned asked = 0, failed = 0, warned = 0;

  std::string cell() const {
    if (asked == 0) return "not asked";
    const auto share = [&](unsigned part) { return fmt::format("{:.1f} %", 100.0 * part / asked); };
    return warned == 0 ? share(failed) : fmt::format("{} ({})", share(failed), share(warned));
  }
};

void print_alarms(const measure::VirtualLoad& load, unsigned runs) {
  std::array<Alarms, told_checks.size()> alarms;
  for (unsigned run = 1; run <= runs; ++run) {
    const measure::MeasuredStep step = measure::measure_virtually(load, run);
    for (const result::Check& check : worst_of(check_step(step, Purpose::figures))) {
      const auto told = std::ranges::find(told_checks, check.name);
      if (told == told_checks.end()) continue;
      Alarms& of = alarms.at(static_cast<std::size_t>(told - told_checks.begin()));
      ++of.asked;
      of.failed += check.state == result::CheckState::failed;
      of.warned += check.state == result::CheckState::warned;
    }
  }
  std::printf("| %s |", std::string(load.name).c_str());
  for (const Alarms& of : alarms) std::printf(" %s |", of.cell().c_str());
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace
}  // namespace harness::checks

int main(int argc, char** argv) {
  unsigned runs = 1000;
  if (argc > 1 &&
      (std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), runs).ec != std::errc() ||
       runs == 0)) {
    std::fprintf(stderr, "usage: %s [RUNS]\n", argv[0]);
    return 2;
  }
  std::puts(
      "| load | offered rate | Little's law | became steady | kept up |\n|---|---|---|---|---|");
  for (const harness::measure::VirtualLoad& load : harness::measure::virtual_loads) {
    harness::checks::print_alarms(load, runs);
  }
  return 0;
}
