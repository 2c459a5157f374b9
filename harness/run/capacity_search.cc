#include "harness/run/capacity_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "harness/figure_text.h"
#include "harness/fit/knee.h"
#include "harness/measure/study.h"
#include "harness/slice/slice_figures.h"

namespace harness::run {
namespace {

using objective::Objective;
using result::Verdict;

/// A closed loop's capacity may be missed by a little; nothing above this is tried.
constexpr double above_capacity = 1.1;

/// Where the curve of latency against load is drawn, as shares of the highest rate.
constexpr std::array<double, scenario::Search::curve_points> curve_shares{0.2, 0.4, 0.6, 0.8, 0.9};

search::Limit limit_of(const Objective& objective) {
  const Objective::RequestLimit limit = objective.request_limit().value();
  using Kind = Objective::RequestLimit::Kind;
  switch (limit.kind) {
    case Kind::quantile:
      return {objective.text(), search::Limit::Kind::share, 1 - limit.fraction};
    case Kind::mean:
      return {objective.text(), search::Limit::Kind::mean, limit.limit / 1e6};
    case Kind::errors:
    case Kind::shed:
      break;
  }
  return {objective.text(), search::Limit::Kind::share, limit.limit};
}

/// How much of what the limit is on lies above it.
stats::Ratio ratio_above(const Objective::RequestLimit& limit,
                         std::span<const slice::Slice> slices) {
  using Of = Objective::RequestLimit::Of;
  const auto ns = static_cast<std::int64_t>(limit.limit);
  if (limit.of == Of::first_result) return slice::share_above(slice::first_results(slices), ns);
  if (limit.of == Of::gap) return slice::share_above(slice::gaps(slices), ns);
  return slice::share_above(slice::latencies(slices), ns);
}

stats::Ratio ratio_for(const Objective& objective, std::span<const slice::Slice> slices) {
  const Objective::RequestLimit limit = objective.request_limit().value();
  using Kind = Objective::RequestLimit::Kind;
  switch (limit.kind) {
    case Kind::quantile:
      return ratio_above(limit, slices);
    case Kind::mean:
      return limit.of == Objective::RequestLimit::Of::gap ? slice::mean_gap_ms(slices)
                                                          : slice::mean_latency_ms(slices);
    case Kind::errors:
      return slice::failed_share(slices);
    case Kind::shed:
      break;
  }
  return slice::shed_share(slices);
}

Expected<std::vector<Objective>> read_objectives(std::span<const scenario::Limit> limits) {
  std::vector<Objective> objectives;
  bool of_shed = false;
  for (const scenario::Limit& limit : limits) {
    auto objective = Objective::parse(limit.objective, limit.source);
    if (!objective) return tl::unexpected(objective.error());
    if (!objective->request_limit()) {
      return failure(fmt::format(
          "objective '{}': no highest rate can be searched for it; use an upper limit of p50, p95, "
          "p99, p999, mean, errors or shed; of first results or gaps",
          objective->text()));
    }
    of_shed = of_shed || objective->request_limit()->kind == Objective::RequestLimit::Kind::shed;
    objectives.push_back(std::move(*objective));
  }
  if (!of_shed) objectives.push_back(*Objective::parse(CapacitySearch::implied_limit, "implied"));
  return objectives;
}

Duration duration_of(double length_s) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(length_s));
}

/// "p99<=50ms and shed<=1%"
std::string names_of(const std::vector<Objective>& objectives) {
  std::vector<std::string> names;
  for (const Objective& objective : objectives) names.push_back(objective.text());
  return fmt::format("{}", fmt::join(names, " and "));
}

}  // namespace

Expected<CapacitySearch> CapacitySearch::make(std::span<const scenario::Limit> limits,
                                              const scenario::Search& search,
                                              double ceiling_per_s) {
  auto objectives = read_objectives(limits);
  if (!objectives) return tl::unexpected(objectives.error());
  std::vector<search::Limit> sought;
  for (const Objective& objective : *objectives) sought.push_back(limit_of(objective));
  auto rate_search =
      search::RateSearch::make(std::move(sought), {.ceiling_per_s = above_capacity * ceiling_per_s,
                                                   .within = search.within,
                                                   .shortest_s = seconds(search.shortest),
                                                   .longest_s = seconds(search.longest),
                                                   .most_s = seconds(search.most)});
  if (!rate_search) return tl::unexpected(rate_search.error());
  return CapacitySearch(std::move(*objectives), std::move(*rate_search), search);
}

CapacitySearch::CapacitySearch(std::vector<Objective> objectives, search::RateSearch rate_search,
                               const scenario::Search& search)
    : objectives_(std::move(objectives)), rate_search_(std::move(rate_search)), search_(search) {}

std::optional<scenario::Step> CapacitySearch::next() {
  scenario::OpenLoad load = search_.load;
  if (const auto& probe = rate_search_.next()) {
    probing_ = true;
    load.rate = schedule::per_second(probe->rate_per_s);
    load.segments = schedule::constant("probe", 1, duration_of(probe->seconds));
    return scenario::Step{.name = fmt::format("probe {}", ++probes_),
                          .settings = search_.settings,
                          .load = std::move(load)};
  }
  probing_ = false;
  const auto& highest = rate_search_.answer().rate_per_s;
  if (!highest || curve_points_ == curve_shares.size()) return std::nullopt;
  const double share = curve_shares[curve_points_++];
  load.rate = schedule::per_second(share * *highest);
  load.segments = schedule::constant("curve", 1, search_.curve_point);
  return scenario::Step{.name = fmt::format("{:.0f} % of it", 100 * share),
                        .settings = search_.settings,
                        .load = std::move(load)};
}

search::Evidence CapacitySearch::evidence_of(std::span<const slice::Slice> warm,
                                             double seconds) const {
  search::Evidence evidence{.seconds = seconds, .ratios = {}};
  for (const Objective& objective : objectives_) {
    evidence.ratios.push_back(ratio_for(objective, warm));
  }
  return evidence;
}

bool CapacitySearch::enough(std::span<const slice::Slice> slices) const {
  if (!probing_) return false;
  Duration wall{};
  for (const slice::Slice& slice : slices) wall += slice.account.wall();
  const std::size_t cut = measure::find_warm_up(slices, true).slices;
  return rate_search_.judge(evidence_of(slices.subspan(cut), seconds(wall))) !=
         search::Decision::go_on;
}

Expected<void> CapacitySearch::take(const measure::MeasuredStep& measured) {
  if (!probing_) return {};
  const measure::MeasuredPhase& probe = measured.phases.back();
  return rate_search_.add(evidence_of(probe.warm_slices(), seconds(probe.length)));
}

Duration CapacitySearch::left() const {
  const search::Answer& answer = rate_search_.answer();
  const Duration curve =
      search_.curve_point * static_cast<Duration::rep>(curve_shares.size() - curve_points_);
  if (!rate_search_.next()) return answer.rate_per_s ? curve : Duration{};
  double left = std::max(0.0, seconds(search_.most) - answer.seconds);
  if (answer.interval && answer.rate_per_s) {
    const double reach = (answer.interval->high - answer.interval->low) / 2 / *answer.rate_per_s;
    left = std::min(left, answer.seconds * std::max(0.0, std::pow(reach / search_.within, 2) - 1));
  }
  return duration_of(left) + curve;
}

std::string CapacitySearch::progress() const {
  const search::Answer& answer = rate_search_.answer();
  if (!answer.interval) return {};
  return fmt::format("between {} and {}", rate_text(answer.interval->low),
                     rate_text(answer.interval->high));
}

std::string CapacitySearch::reason() const {
  const std::string& told = rate_search_.answer().reason;
  return told.empty() ? "the search was ended before it could tell" : told;
}

void CapacitySearch::conclude(result::RunResult& result) const {
  const search::Answer& answer = rate_search_.answer();
  result::Estimated highest{.name = "highest rate",
                            .value = answer.rate_per_s,
                            .low = {},
                            .high = {},
                            .unit = "/s",
                            .sentence = reason()};
  if (answer.interval) {
    highest.low = answer.interval->low;
    highest.high = answer.interval->high;
  }
  result.estimates.push_back(std::move(highest));
  // Both parts of the question together, so that a reader sees both first.
  result.findings.push_back(
      fmt::format("{}; {}. The knee: {}.", highest_in_words(), reason(), add_knee(result)));
  result.parameters.emplace_back(
      "probes", fmt::format("{} of {:.0f} s in all", answer.probes, answer.seconds));
  add_verdicts(result);
}

std::string CapacitySearch::highest_in_words() const {
  const search::Answer& answer = rate_search_.answer();
  std::string text = fmt::format("The highest rate that holds {}: ", names_of(objectives_));
  if (answer.ending == search::Ending::at_least) text += "at least ";
  text += answer.rate_per_s ? rate_text(*answer.rate_per_s) : "none";
  if (answer.interval) {
    text += fmt::format(" (95 % interval {} to {})", rate_text(answer.interval->low),
                        rate_text(answer.interval->high));
  }
  return text;
}

/// Not of what was shed, which has no latency, nor of a probe that can't be believed.
std::string CapacitySearch::add_knee(result::RunResult& result) const {
  std::vector<fit::LoadPoint> curve;
  std::size_t invalid = 0;
  for (const result::Point& point : result.points) {
    const bool lost = point.shed.value_or(0) > 0.01 * point.requests.value_or(0);
    if (!point.measured || lost || !point.offered_per_s || !point.latency_ms_mean) continue;
    if (!point.valid) {
      ++invalid;
      continue;
    }
    fit::LoadPoint at{.rate_per_s = *point.offered_per_s, .latency_ms = *point.latency_ms_mean};
    if (point.latency_ms_mean_low && point.latency_ms_mean_high) {
      at.interval = {*point.latency_ms_mean_low, *point.latency_ms_mean_high};
    }
    curve.push_back(at);
  }
  const auto knee = fit::find_knee(curve);
  if (!knee && invalid > 0) {
    return fmt::format("not known, as {} of the {} loads on the curve are INVALID", invalid,
                       invalid + curve.size());
  }
  if (!knee) return "not known, as " + knee.error().message;
  result::Estimated found{
      .name = "knee", .value = knee->rate_per_s, .unit = "/s", .sentence = knee->verdict};
  if (knee->between) {
    found.low = knee->between->low;
    found.high = knee->between->high;
  }
  result.estimates.push_back(std::move(found));
  return knee->verdict;
}

/// An objective is met if some rate holds it; which one is what was searched for.
void CapacitySearch::add_verdicts(result::RunResult& result) const {
  const search::Answer& answer = rate_search_.answer();
  for (std::size_t i = 0; i < objectives_.size(); ++i) {
    result::ObjectiveResult verdict{.objective = objectives_[i].text(),
                                    .source = objectives_[i].source()};
    verdict.verdict = answer.ending == search::Ending::never_held  ? Verdict::missed
                      : answer.ending == search::Ending::undecided ? Verdict::cant_tell
                                                                   : Verdict::met;
    verdict.sentence = reason();
    if (answer.rate_per_s && verdict.verdict == Verdict::met) {
      verdict.sentence = fmt::format("held up to {}{}", rate_text(*answer.rate_per_s),
                                     answer.binding == i ? ", which it decides" : "");
    }
    result.objectives.push_back(std::move(verdict));
  }
}

}  // namespace harness::run
