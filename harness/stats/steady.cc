#include "harness/stats/steady.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "harness/record/histogram.h"
#include "harness/stats/scatter.h"

namespace harness::stats {
namespace {

using Slices = std::span<const record::SparseHistogram>;

constexpr double cut_confidence = 0.999;
constexpr double late_confidence = 0.99999;  // for a warm-up beyond half the run
constexpr double trend_confidence = 0.998;
constexpr double size_that_matters = 0.05;  // of the larger one of two figures

/// Some slices: first, first + 1, ..., end - 1.
struct Range {
  std::size_t first, end;
};

/// One figure over a run, as a ratio with a batch a slice.
struct Watched {
  std::string name;
  Ratio ratio;
  double fraction = 0;  // of a quantile, whose ratio is the share above it; else 0
  bool is_latency = true;
};

struct Sums {
  double numerator = 0, denominator = 0;
  double ratio() const { return numerator / denominator; }
};

Sums sums(const Ratio& ratio, Range range) {
  Sums result;
  for (std::size_t i = range.first; i < range.end; ++i) {
    result.numerator += ratio.numerators[i];
    result.denominator += ratio.denominators[i];
  }
  return result;
}

Ratio part(const Ratio& ratio, Range range) {
  const auto of = [&](const std::vector<double>& all) {
    const auto begin = all.begin();
    return std::vector<double>(begin + static_cast<std::ptrdiff_t>(range.first),
                               begin + static_cast<std::ptrdiff_t>(range.end));
  };
  return {of(ratio.numerators), of(ratio.denominators)};
}

double quantile(Slices slices, double fraction) {
  record::Histogram all;
  for (const auto& slice : slices) slice.add_to(all);
  return static_cast<double>(all.quantile(fraction));
}

Watched share_above_quantile(Slices slices, Range range, std::string name, double fraction) {
  const auto limit = static_cast<std::int64_t>(
      quantile(slices.subspan(range.first, range.end - range.first), fraction));
  Watched watched{std::move(name), {}, fraction};
  for (const auto& slice : slices) {
    const std::uint64_t above = slice.count() - slice.count_at_or_below(limit);
    watched.ratio.numerators.push_back(static_cast<double>(above));
    watched.ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return watched;
}

std::vector<Watched> watch(Slices slices, std::span<const Series> others, Range range) {
  std::vector<Watched> all{share_above_quantile(slices, range, "P50", 0.5),
                           share_above_quantile(slices, range, "P95", 0.95),
                           {"mean latency", {}}};
  for (const auto& slice : slices) {
    all.back().ratio.numerators.push_back(slice.sum());
    all.back().ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  for (const Series& series : others) all.push_back({series.name, series.ratio, 0, false});
  return all;
}

/// The figure itself, over a range: a quantile in ns, or a ratio.
double figure(const Watched& watched, Slices slices, Range range) {
  if (watched.fraction > 0) {
    return quantile(slices.subspan(range.first, range.end - range.first), watched.fraction);
  }
  return sums(watched.ratio, range).ratio();
}

std::string readable(const Watched& watched, double value) {
  return watched.is_latency ? fmt::format("{:.3g} ms", value / 1e6) : fmt::format("{:.3g}", value);
}

/// MSER: the end of the warm-up that leaves the least variance of the ratio over its batches. The
/// sum of squares over what remains is built up from its last slice.
std::size_t end_of_warm_up(const Ratio& ratio, Range range, std::size_t latest) {
  double squares = 0, products = 0, weights = 0, numerator = 0, denominator = 0, batches = 0;
  double best = std::numeric_limits<double>::infinity();
  std::size_t end = range.first;
  for (std::size_t i = range.end; i-- > range.first;) {
    const double n = ratio.numerators[i], d = ratio.denominators[i];
    if (n == 0 && d == 0) continue;
    squares += n * n;
    products += n * d;
    weights += d * d;
    numerator += n;
    denominator += d;
    ++batches;
    if (i > latest || batches < fewest_batches || !(denominator > 0)) continue;
    const double r = numerator / denominator;
    const double scatter =
        std::max(0.0, squares - 2 * r * products + r * r * weights) / (denominator * denominator);
    if (scatter <= best) {
      best = scatter;
      end = i;
    }
  }
  return end;
}

/// How much of a proposed cut, range.first to `end`, must go: up to the first slice from which on
/// the slices before `end` differ from those after it by no more than chance explains.
std::size_t needed_of(const Ratio& ratio, Range range, std::size_t end, double confidence) {
  const Sums after = sums(ratio, {end, range.end});
  const auto scatter = scatter_of(residuals(part(ratio, {end, range.end})));
  if (!scatter) return range.first;
  const double factor = students_factor(confidence, scatter->degrees);
  for (std::size_t first = range.first; first < end; ++first) {
    const Sums before = sums(ratio, {first, end});
    if (!(before.denominator > 0)) continue;
    // A sum of `after` varies by scatter->variance; one of less, by its share of that.
    const double variance =
        scatter->variance / after.denominator * (1 / before.denominator + 1 / after.denominator);
    if (std::abs(before.ratio() - after.ratio()) <= factor * std::sqrt(variance)) return first;
  }
  return end;
}

/// Whether the ratio rises or falls over a range by more than chance explains: Student's test of
/// the slope of the residuals, on the scatter of what the slope leaves of them.
bool has_trend(const Ratio& ratio, Range range) {
  std::vector<double> rest = residuals(part(ratio, range));
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

bool matters(double one, double other) {
  return std::abs(one - other) > size_that_matters * std::max(std::abs(one), std::abs(other));
}

std::size_t slices_with_requests(Slices slices) {
  return static_cast<std::size_t>(
      std::count_if(slices.begin(), slices.end(), [](const auto& s) { return s.count() > 0; }));
}

struct Proposal {
  std::size_t end = 0;
  std::string reason;
};

/// The longest cut that a figure demands of the slices from `first` on.
Proposal propose(Slices slices, std::span<const Series> others, std::size_t first,
                 std::size_t latest, double confidence) {
  const Range range{first, slices.size()};
  Proposal longest{first, {}};
  for (const Watched& watched : watch(slices, others, range)) {
    const std::size_t end = end_of_warm_up(watched.ratio, range, latest);
    const std::size_t needed = needed_of(watched.ratio, range, end, confidence);
    if (needed <= longest.end) continue;
    longest = {needed,
               fmt::format("{} {} before, {} after", watched.name,
                           readable(watched, figure(watched, slices, {first, needed})),
                           readable(watched, figure(watched, slices, {needed, slices.size()})))};
  }
  return longest;
}

/// What differs between the halves of what remains; empty where nothing does.
std::string change(Slices slices, std::span<const Series> others, std::size_t first) {
  const Range range{first, slices.size()};
  const std::size_t middle = first + (slices.size() - first) / 2;
  for (const Watched& watched : watch(slices, others, range)) {
    if (!has_trend(watched.ratio, range)) continue;
    const double one = figure(watched, slices, {first, middle});
    const double other = figure(watched, slices, {middle, slices.size()});
    if (!matters(one, other)) continue;
    return fmt::format("{} {} in its first half, {} in its second", watched.name,
                       readable(watched, one), readable(watched, other));
  }
  return {};
}

}  // namespace

Steady find_steady(Slices slices, std::span<const Series> others) {
  if (slices_with_requests(slices) < 2 * fewest_batches) {
    return {Steady::Verdict::cant_tell, 0, "too short to tell whether it became steady"};
  }
  Steady steady{Steady::Verdict::steady, 0, {}};
  for (;;) {
    Proposal proposal = propose(slices, others, steady.cut, slices.size() / 2, cut_confidence);
    if (proposal.end == steady.cut) break;
    steady.cut = proposal.end;
    if (steady.reason.empty()) steady.reason = std::move(proposal.reason);
  }
  steady.reason = steady.cut == 0 ? "steady from the start"
                                  : fmt::format("the first {} of {} slices are warm-up: {}",
                                                steady.cut, slices.size(), steady.reason);
  std::string still = change(slices, others, steady.cut);
  if (still.empty() && steady.cut > slices.size() / 4) {  // long; then it may be longer still
    still = propose(slices, others, steady.cut, slices.size() * 3 / 4, late_confidence).reason;
  }
  if (!still.empty()) {
    steady.verdict = Steady::Verdict::never;
    steady.reason = fmt::format("never became steady: in the last {} of {} slices, {}",
                                slices.size() - steady.cut, slices.size(), still);
  }
  return steady;
}

}  // namespace harness::stats
