#include "harness/stats/steady.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "harness/stats/disturbance.h"
#include "harness/stats/scatter.h"
#include "harness/stats/start_up.h"
#include "harness/stats/watched.h"

namespace harness::stats {
namespace {

using Slices = std::span<const record::SparseHistogram>;

constexpr double trend_confidence = 0.9995;

std::vector<Watched> watch(Slices slices, std::span<const Series> others, SliceRange range) {
  std::vector<Watched> all{watched_quantile(slices, range, "P50", 0.5),
                           watched_quantile(slices, range, "P95", 0.95), watched_mean(slices)};
  for (const Series& series : others) all.emplace_back(series.name, series.ratio, 0, false);
  return all;
}

/// Whether the ratio rises or falls over a range by more than chance explains: Student's test of
/// the slope of the residuals, on the scatter of what the slope leaves of them.
bool has_trend(const Watched& watched, SliceRange range) {
  std::vector<double> rest = residuals(watched.part(range));
  const auto count = static_cast<double>(rest.size());
  const auto time = [&](std::size_t i) { return static_cast<double>(i) - (count - 1) / 2; };
  double products = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) products += time(i) * rest[i];
  const double squares = count * (count * count - 1) / 12;
  const double slope = products / squares;
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= slope * time(i);
  const auto scatter = scatter_of(std::move(rest));
  if (!scatter) return false;
  return std::abs(slope) > students_factor(trend_confidence, scatter->degrees) *
                               std::sqrt(scatter->variance / count / squares);
}

/// "P50 9 ms before, 2 ms after", where the difference matters.
std::string difference(const Watched& watched, Slices slices, SliceRange one, const char* in_one,
                       SliceRange other, const char* in_other) {
  const double first = watched.figure(slices, one), second = watched.figure(slices, other);
  if (!differ(first, second)) return {};
  return fmt::format("{} {} {}, {} {}", watched.name(), watched.in_words(first), in_one,
                     watched.in_words(second), in_other);
}

struct Proposal {
  std::size_t end = 0;
  bool over = true;  // false: at half the run it was still a start-up
  std::string reason;
};

/// The longest start-up that a figure shows from `first` on, up to `latest`.
Proposal propose(Slices slices, std::span<const Series> others, std::size_t first,
                 std::size_t latest) {
  const std::size_t middle = slices.size() / 2;
  Proposal longest{first, true, {}};
  for (const Watched& watched : watch(slices, others, {first, slices.size()})) {
    for (const Excess::Side side : {Excess::Side::above, Excess::Side::below}) {
      const auto excess = Excess::of(watched, middle, side);
      const auto found = excess ? find_start_up(*excess, first, latest) : std::nullopt;
      if (!found || found->end <= longest.end) continue;
      std::string reason = difference(watched, slices, {first, found->end}, "before",
                                      {found->end, slices.size()}, "after");
      if (reason.empty()) continue;
      const bool ended_early = found->end == latest && latest < middle;
      longest = {found->end, found->over || ended_early, std::move(reason)};
    }
  }
  return longest;
}

/// What differs between the halves of what remains; empty where nothing does.
std::string change(Slices slices, std::span<const Series> others, std::size_t first) {
  const SliceRange range{first, slices.size()};
  const std::size_t middle = first + range.size() / 2;
  for (const Watched& watched : watch(slices, others, range)) {
    if (!(watched.denominator(range) > 0) || !has_trend(watched, range)) continue;
    const std::string found = difference(watched, slices, {first, middle}, "in its first half",
                                         {middle, slices.size()}, "in its second");
    if (found.empty()) continue;
    return fmt::format("in the last {} of {} slices, {}", range.size(), slices.size(), found);
  }
  return {};
}

std::size_t slices_with_requests(Slices slices) {
  return static_cast<std::size_t>(
      std::count_if(slices.begin(), slices.end(), [](const auto& s) { return s.count() > 0; }));
}

}  // namespace

Steady find_steady(Slices slices, std::span<const std::uint64_t> unsuccessful,
                   std::span<const Series> others) {
  if (slices_with_requests(slices) < 2 * fewest_batches) {
    return {Steady::Verdict::cant_tell, 0, "too short to tell whether it became steady"};
  }
  const std::size_t middle = slices.size() / 2;
  const auto disturbance = first_disturbance(slices, unsuccessful, middle);
  const std::size_t latest = disturbance ? disturbance->slice : middle;
  Steady steady{Steady::Verdict::steady, 0, {}};
  std::string still, reason;
  for (;;) {
    Proposal proposal = propose(slices, others, steady.cut, latest);
    if (proposal.end == steady.cut) break;
    if (!proposal.over) {  // its end is not known, so nothing can be cut up to there
      still = "at half of the run it was still starting up: " + proposal.reason;
      break;
    }
    steady.cut = proposal.end;
    if (reason.empty()) reason = std::move(proposal.reason);
  }
  steady.reason = "steady from the start";
  if (steady.cut > 0) {
    steady.reason =
        fmt::format("the first {} of {} slices are warm-up: {}", steady.cut, slices.size(), reason);
    if (steady.cut == latest && disturbance) {
      steady.reason += fmt::format("; no more, as then {}", disturbance->what);
    }
  }
  if (still.empty()) still = change(slices, others, steady.cut);
  if (!still.empty()) {
    steady.verdict = Steady::Verdict::never;
    steady.reason = "never became steady: " + still;
  }
  return steady;
}

}  // namespace harness::stats
