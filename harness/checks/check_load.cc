#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "harness/checks/check_kinds.h"
#include "harness/figure_text.h"

namespace harness::checks {
namespace {

using result::Check;
using result::CheckState;

/// By how much a slice left more requests under way than it found.
double left_over(const slice::Slice& slice) {
  return static_cast<double>(std::max(slice.due, slice.totals.outcomes.all())) -
         static_cast<double>(slice.ended.all());
}

/// Requests under way, on average, in each fifth of a phase after its warm-up.
std::array<double, 5> under_way_by_fifth(const measure::MeasuredStep& step,
                                         const measure::MeasuredPhase& phase) {
  std::array<double, 5> sums{}, counts{};
  const std::span<const slice::Slice> slices = phase.slices.entries();
  double under_way = 0;
  for (const measure::MeasuredPhase& other : step.phases) {
    if (&other == &phase) break;
    for (const slice::Slice& slice : other.slices.entries()) under_way += left_over(slice);
  }
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const double before = under_way;
    under_way += left_over(slices[i]);
    if (i < phase.warm_up.slices) continue;
    const std::size_t fifth =
        (i - phase.warm_up.slices) * 5 / (slices.size() - phase.warm_up.slices);
    sums[fifth] += (before + under_way) / 2;
    counts[fifth] += 1;
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] /= std::max(counts[i], 1.0);
  return sums;
}

/// Whether even the first requests took about as long as the phase: then what is under way grows
/// whatever the target can do.
bool is_too_short(const measure::MeasuredPhase& phase) {
  record::Histogram first;
  const std::span<const slice::Slice> slices = phase.warm_slices();
  for (const slice::Slice& slice : slices.first((slices.size() + 4) / 5)) {
    first.merge(slice.totals.latency);
  }
  return first.mean() > 0.5 * static_cast<double>(phase.quoted_length().count());
}

}  // namespace

Check kept_up(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase) {
  const auto offered = static_cast<double>(std::max<std::uint64_t>(phase.due, 1));
  // As far as chance takes a queue that is served as fast as it is filled: its length is a random
  // walk of two steps a request.
  const double limit = std::max(0.01, 4 * std::max(1.0, phase.scatter) * std::sqrt(2 / offered));
  const std::array<double, 5> under_way = under_way_by_fifth(step, phase);
  if (is_too_short(phase)) {
    return {"target kept up",
            CheckState::warned,
            {},
            limit,
            "too short to tell: requests take about as long as the phase."};
  }
  const bool grows = std::ranges::is_sorted(under_way);
  const double grown = grows ? (under_way.back() - under_way.front()) / offered : 0;
  return {"target kept up", grown <= limit ? CheckState::passed : CheckState::failed, grown, limit,
          grown <= limit
              ? std::string("what was under way did not grow throughout.")
              : fmt::format("overloaded. Requests under way grew throughout, from {:.0f} to "
                            "{:.0f}, so every latency depends on how long the load lasts; lower "
                            "the rate.",
                            under_way.front(), under_way.back())};
}

Check capacity_known(const measure::MeasuredPhase& phase) {
  constexpr double limit = 0.10, fewest = 30;
  const stats::Estimate& found = phase.estimates.achieved_per_s;
  const auto ended = static_cast<double>(phase.ended.accepted());
  double off = 1;
  if (found.interval && found.value > 0) {
    off = std::max(found.interval->high - found.value, found.value - found.interval->low) /
          found.value;
  }
  const bool known = ended >= fewest && off <= limit;
  std::string sentence = fmt::format("{:.4g}/s, from {:.0f} requests that ended in {:.3g} s",
                                     found.value, ended, seconds(phase.account.wall()));
  sentence += found.interval ? fmt::format(" (95 % interval {:.4g} to {:.4g})", found.interval->low,
                                           found.interval->high)
                             : "; too few to say how far it may be off";
  sentence += known ? "." : ". Percentages of it are as uncertain; --capacity RATE gives one.";
  return {"capacity is known", known ? CheckState::passed : CheckState::warned, off, limit,
          std::move(sentence)};
}

}  // namespace harness::checks
