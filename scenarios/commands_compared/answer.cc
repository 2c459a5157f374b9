#include "scenarios/commands_compared/answer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "harness/significance/signed_rank.h"

namespace scenarios::compared {
namespace {

namespace significance = harness::significance;

constexpr double leaning = 0.05, one_side = 0.5, confidence = 0.95;

/// What a look's pairs say beyond the margin to either side.
struct Beyond {
  double slower = 1, faster = 1;  // p-values of the second's being so
};

Beyond beyond(std::span<const double> ratios, double margin) {
  const double by = std::log1p(margin);
  return {significance::p_above(ratios, by), significance::p_below(ratios, -by)};
}

bool is_same(std::span<const double> ratios, double tolerance, double alpha) {
  const double by = std::log1p(tolerance);
  return significance::p_below(ratios, by) <= alpha && significance::p_above(ratios, -by) <= alpha;
}

harness::stats::Estimate as_ratio(harness::stats::Estimate logs) {
  logs.value = std::exp(logs.value);
  if (logs.interval) {
    logs.interval->low = std::exp(logs.interval->low);
    logs.interval->high = std::exp(logs.interval->high);
  }
  return logs;
}

}  // namespace

std::string_view to_string(Faster faster) {
  constexpr std::array<std::string_view, 4> names{"first", "second", "same", "unknown"};
  return names[static_cast<std::size_t>(faster)];
}

Answer answer_of(std::span<const double> ratios, const Rules& rules, bool ended) {
  const significance::Looks looks = significance::reached(rules.looks, ratios.size(), ended);
  const bool complete = ended || looks.size() == rules.looks.size();
  Answer answer;
  if (!looks.empty()) {
    const significance::CriticalLevels critical(looks, 1, one_side), within(looks, 1, 1);
    for (std::size_t k = 0; k < looks.size(); ++k) {
      const auto seen = ratios.first(looks[k].pairs);
      const bool last = complete && k + 1 == looks.size();
      const Beyond p = beyond(seen, rules.margin);
      answer.pairs = seen.size();
      answer.p = std::min(p.slower, p.faster);
      if (*answer.p <= critical.at(k).front()) {
        answer.faster = p.slower < p.faster ? Faster::first : Faster::second;
      } else if ((last || *answer.p >= leaning) &&
                 is_same(seen, rules.tolerance, within.at(k).front())) {
        answer.faster = Faster::same;
      }
      if (answer.faster != Faster::unknown || last) break;
    }
  }
  if (answer.faster == Faster::unknown && !complete) {
    answer.wanted = rules.looks[looks.size()].pairs;
  }
  const auto used = ratios.first(answer.pairs > 0 ? answer.pairs : ratios.size());
  if (!used.empty()) answer.ratio = as_ratio(significance::hodges_lehmann(used, confidence));
  return answer;
}

harness::stats::Estimate median_of(std::span<const double> figures) {
  std::vector<double> sorted(figures.begin(), figures.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t n = sorted.size();
  harness::stats::Estimate estimate{.value = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2};
  // How many of n lie below their law's median is as n coins fall (Thompson 1936).
  double tail = 0, term = std::pow(0.5, static_cast<double>(n));
  std::size_t outside = 0;  // at either end
  for (; outside < n / 2; ++outside) {
    tail += term;
    if (2 * tail > 1 - confidence) break;
    term *= static_cast<double>(n - outside) / static_cast<double>(outside + 1);
  }
  if (outside > 0) {
    estimate.interval = {sorted[outside - 1], sorted[n - outside]};
    estimate.effective = static_cast<double>(n);
  }
  return estimate;
}

}  // namespace scenarios::compared
