// prony_coverage [RUNS]: how often the 95 % intervals cover the truth, as a Markdown table.
//
// Each row is so many virtual runs (1,000 unless said) of a queue with known answers, some of a
// fixed length and some until a precision is reached.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "harness/stats/precision.h"
#include "harness/stats/quantile.h"
#include "harness/stats/virtual_queue.h"

namespace harness::stats {
namespace {

constexpr double service_ns = 1e5;
constexpr std::uint64_t long_run = 50'000'000;  // requests, where no closed form is at hand
constexpr std::uint64_t look_every = 1'000;     // requests
constexpr std::uint64_t longest_run = 5'000'000;

/// A quantile, or the mean.
struct Figure {
  std::string_view name;
  double fraction;  // 0 for the mean

  Estimate of(const VirtualQueue& queue) const {
    return fraction > 0 ? estimate_quantile(queue.slices(), fraction) : estimate(queue.mean_ns());
  }
};

constexpr std::array<Figure, 4> figures{{{"P50", 0.5}, {"P95", 0.95}, {"P99", 0.99}, {"mean", 0}}};

/// A queue of one server whose true figures are known.
struct Model {
  enum class Law { exponential, constant, lognormal };

  std::string_view name;
  Law law;
  double utilisation;
  std::array<double, figures.size()> truth{};  // ns

  VirtualQueue queue(std::uint64_t seed) const {
    return VirtualQueue(utilisation * 1e9 / service_ns, service(), seed);
  }

  VirtualQueue::Draw service() const {
    switch (law) {
      case Law::exponential:
        return exponential_service(service_ns);
      case Law::constant:
        return constant_service(service_ns);
      case Law::lognormal:
        return lognormal_service(service_ns, 2);
    }
    return {};
  }

  /// M/M/1's sojourn time is exponential of mean service / (1 - utilisation); the others' means are
  /// Pollaczek and Khinchine's, and their quantiles those of one long run.
  void find_truth() {
    const double idle = 1 - utilisation;
    if (law == Law::exponential) {
      for (std::size_t i = 0; i < figures.size(); ++i) {
        const double fraction = figures[i].fraction;
        truth[i] = service_ns / idle * (fraction > 0 ? -std::log1p(-fraction) : 1);
      }
      return;
    }
    VirtualQueue endless = queue(0);
    endless.run(long_run);
    for (std::size_t i = 0; i < figures.size(); ++i) truth[i] = figures[i].of(endless).value;
    const double second_moment = law == Law::constant ? 1 : 5;  // of a service of mean 1
    truth.back() = service_ns * (1 + utilisation / idle * second_moment / 2);
  }
};

/// What many runs' estimates of one figure came to.
struct Tally {
  int runs = 0, with_interval = 0, covered = 0, too_low = 0;
  double half_widths = 0, squared_errors = 0, requests = 0, beyond = 0;

  void add(const Estimate& estimate, double truth, double fraction, std::uint64_t length) {
    ++runs;
    requests += static_cast<double>(length);
    squared_errors += std::pow(estimate.value / truth - 1, 2);
    beyond += estimate.effective * (1 - fraction);
    if (!estimate.interval) return;
    const auto [low, high] = *estimate.interval;
    ++with_interval;
    if (low <= truth && truth <= high) ++covered;
    if (high < truth) ++too_low;
    half_widths += (high - low) / 2 / estimate.value;
  }

  void print(const Model& model, std::string_view length, const Figure& figure) const {
    const double shown = std::max(1, with_interval);
    fmt::print(
        "| {} | {} | {} | {:.0f} | {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} % | {:.1f} % |\n",
        model.name, model.utilisation, length, requests / runs, figure.name,
        figure.fraction > 0 ? fmt::format("{:.0f}", beyond / runs) : "-",
        100.0 * with_interval / runs, 100 * covered / shown, 100 * too_low / shown,
        100 * half_widths / shown, 100 * std::sqrt(squared_errors / runs));
    std::fflush(stdout);
  }
};

void fixed_length(const Model& model, std::uint64_t requests, int runs) {
  std::array<Tally, figures.size()> tallies;
  for (int run = 1; run <= runs; ++run) {
    VirtualQueue queue = model.queue(static_cast<std::uint64_t>(run));
    queue.run(requests);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      tallies[i].add(figures[i].of(queue), model.truth[i], figures[i].fraction, requests);
    }
  }
  for (std::size_t i = 0; i < figures.size(); ++i) tallies[i].print(model, "fixed", figures[i]);
}

void until(const Model& model, std::size_t figure, const char* text, int runs) {
  const auto precision = Precision::parse(text);
  if (!precision) return;
  Tally tally;
  for (int run = 1; run <= runs; ++run) {
    VirtualQueue queue = model.queue(1'000'000 + static_cast<std::uint64_t>(run));
    StopRule rule(*precision);
    std::uint64_t requests = 0;
    do {
      queue.run(look_every);
      requests += look_every;
    } while (requests < longest_run &&
             !(rule.is_due(requests) && rule.look(queue.slices(), queue.throughput_per_s())));
    tally.add(figures[figure].of(queue), model.truth[figure], figures[figure].fraction, requests);
  }
  tally.print(model, text, figures[figure]);
}

void print_table(int runs) {
  using Law = Model::Law;
  fmt::print(
      "| queue | load | length | requests | figure | effective requests beyond it "
      "| interval given, % of runs | covers, % | too low, % | half-width | error |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (Model model :
       {Model{"M/M/1", Law::exponential, 0.5}, Model{"M/M/1", Law::exponential, 0.8},
        Model{"M/D/1", Law::constant, 0.8}, Model{"M/G/1 cv 2", Law::lognormal, 0.5}}) {
    model.find_truth();
    for (const std::uint64_t requests : {25'000U, 100'000U, 400'000U}) {
      fixed_length(model, requests, runs);
    }
    until(model, 0, "p50 within 5%", runs);
    until(model, 1, "p95 within 10%", runs);
    until(model, 2, "p99 within 20%", runs);
    until(model, 2, "p99 within 10%", runs);
    until(model, 3, "mean within 10%", runs);
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
      fmt::print(stderr, "prony_coverage [RUNS]: '{}' is no number of runs\n", argv[1]);
      return 2;
    }
  }
  harness::stats::print_table(runs);
  return 0;
}
