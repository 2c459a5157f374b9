#include "harness/stats/precision.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "harness/nearest.h"
#include "harness/quantity.h"
#include "harness/stats/quantile.h"

namespace harness::stats {
namespace {

constexpr double fewest_beyond = 20;  // effective requests beyond a quantile
constexpr std::ptrdiff_t fewest_slices = 32;
constexpr int looks_wanted = 3;  // that find the interval narrow enough
constexpr double growth = 1.25;  // of the requests from look to look

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Splits off the first word.
std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::string_view word = text.substr(0, text.find_first_of(" \t"));
  text = trimmed(text.substr(word.size()));
  return word;
}

Ratio mean_latency(std::span<const record::SparseHistogram> slices) {
  Ratio ratio;
  for (const auto& slice : slices) {
    ratio.numerators.push_back(slice.sum());
    ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return ratio;
}

}  // namespace

struct Precision::Named {
  std::string_view name;
  Figure figure;
  double fraction;

  static constexpr std::size_t count = 6;
  static const std::array<Named, count>& all() {
    static constexpr std::array<Named, count> named{{{"p50", Figure::quantile, 0.5},
                                                     {"p95", Figure::quantile, 0.95},
                                                     {"p99", Figure::quantile, 0.99},
                                                     {"p999", Figure::quantile, 0.999},
                                                     {"mean", Figure::mean, 0},
                                                     {"throughput", Figure::throughput, 0}}};
    return named;
  }

  static std::optional<std::string_view> nearest_to(std::string_view name) {
    std::array<std::string_view, count> names;
    std::transform(all().begin(), all().end(), names.begin(),
                   [](const Named& n) { return n.name; });
    return nearest(name, names);
  }
};

Expected<Precision> Precision::parse(std::string_view text) {
  const auto wrong = [&](std::string_view what) {
    return failure(fmt::format(
        "'{}': {}; wanted is a figure and a percentage, 'p99 within 5%' or 'throughput within 1%' "
        "(p50, p95, p99, p999, mean, throughput)",
        text.substr(0, 80), what));
  };
  std::string_view rest = text;
  const std::string_view name = take_word(rest);
  const auto& named = Named::all();
  const auto found =
      std::find_if(named.begin(), named.end(), [&](const Named& n) { return n.name == name; });
  if (found == named.end()) {
    if (name.empty()) return wrong("no figure");
    const auto near = Named::nearest_to(name);
    return wrong(fmt::format("no figure '{}'{}", name.substr(0, 40),
                             near ? fmt::format(", did you mean {}?", *near) : ""));
  }
  if (take_word(rest) != "within") return wrong(fmt::format("no 'within' after {}", name));
  if (rest.empty() || rest.back() != '%') return wrong("no percentage at the end");
  rest = trimmed(rest.substr(0, rest.size() - 1));
  const double percent = read_number(rest).value_or(0);
  if (!(percent > 0 && percent < 100)) {
    return wrong("the percentage is no number above 0 and below 100");
  }
  Precision precision;
  precision.text_ = fmt::format("{} within {}%", name, percent);
  precision.figure_ = found->figure;
  precision.fraction_ = found->fraction;
  precision.within_ = percent / 100;
  return precision;
}

Estimate Precision::estimate(std::span<const record::SparseHistogram> latency,
                             const Ratio& throughput) const {
  switch (figure_) {
    case Figure::quantile:
      return estimate_quantile(latency, fraction_);
    case Figure::mean:
      return stats::estimate(mean_latency(latency));
    case Figure::throughput:
      return stats::estimate(throughput);
  }
  return {};
}

std::optional<double> Precision::reach(std::span<const record::SparseHistogram> latency,
                                       const Ratio& throughput) const {
  const auto used = std::count_if(latency.begin(), latency.end(),
                                  [](const auto& slice) { return slice.count() > 0; });
  if (used < fewest_slices) return {};
  const Estimate known = estimate(latency, throughput);
  if (!known.interval || !(known.value > 0)) return {};
  if (known.effective * (1 - fraction_) < fewest_beyond) return {};
  return std::max(known.interval->high - known.value, known.value - known.interval->low) /
         known.value;
}

bool StopRule::look(std::span<const record::SparseHistogram> latency, const Ratio& throughput) {
  double requests = 0;
  for (const auto& slice : latency) requests += static_cast<double>(slice.count());
  next_look_ = static_cast<std::uint64_t>(std::ceil(requests * growth)) + 1;
  reach_ = precision_.reach(latency, throughput);
  const bool narrow = reach_ && *reach_ <= precision_.within();
  if (narrow) ++narrow_looks_;
  return narrow && narrow_looks_ >= looks_wanted;
}

}  // namespace harness::stats
