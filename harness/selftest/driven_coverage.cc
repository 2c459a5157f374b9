// prony_driven_coverage [RUNS]: how often the 95 % intervals cover the truth in runs that the
// harness itself drives, in virtual time: schedule, driver, recorder and statistics, against closed
// forms. Prints a Markdown table. 1,000 runs unless said: some minutes.
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>

#include "harness/selftest/measured.h"
#include "harness/stats/quantile.h"

namespace harness::selftest {
namespace {

constexpr std::array quantiles{0.50, 0.95, 0.99};

/// How often an interval was given, and how often it held the truth.
struct Tally {
  unsigned given = 0, covers = 0;
  double half_width = 0;  // relative, added up

  void add(const stats::Estimate& estimate, double truth) {
    if (!estimate.interval) return;
    ++given;
    covers += estimate.interval->low <= truth && truth <= estimate.interval->high;
    half_width += (estimate.interval->high - estimate.interval->low) / (2 * truth);
  }

  std::string cell(unsigned runs) const {
    if (given == 0) return "no interval";
    const double all = given;
    const std::string some =
        given == runs ? "" : fmt::format(", given in {:.1f} %", 100 * all / runs);
    return fmt::format("{:.1f} % ({:.2g} %{})", 100 * covers / all, 100 * half_width / all, some);
  }
};

void print_row(Model model, unsigned runs) {
  const theory::Law law = known_law(model);
  std::array<Tally, quantiles.size()> tallies;
  for (unsigned run = 1; run <= runs; ++run) {
    model.seed = run;
    const Measured measured = measure_virtual(model, {});
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
      tallies[i].add(stats::estimate_quantile(measured.latency, quantiles[i]),
                     law.quantile_s(quantiles[i]).value() * 1e9);
    }
  }
  std::printf("| %s | %llu |", describe(model).c_str(),
              static_cast<unsigned long long>(model.requests));
  for (const Tally& tally : tallies) std::printf(" %s |", tally.cell(runs).c_str());
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace
}  // namespace harness::selftest

int main(int count, char** words) {
  using namespace harness::selftest;
  unsigned runs = 1000;
  if (count > 2 ||
      (count == 2 &&
       (std::from_chars(words[1], words[1] + std::strlen(words[1]), runs).ec != std::errc{} ||
        runs == 0))) {
    std::fputs("usage: prony_driven_coverage [RUNS]\n", stderr);
    return 2;
  }
  std::printf("| queue | requests | P50 | P95 | P99 |\n|---|---|---|---|---|\n");
  for (const Queue queue : {Queue::mm1, Queue::md1}) {
    for (const double rho : {0.5, 0.8}) {
      Model model{.queue = queue, .rate_per_s = rho * 1e4, .requests = 100'000};
      print_row(model, runs);
    }
  }
  return 0;
}
