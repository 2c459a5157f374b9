#include "harness/checks/losses.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/figure_text.h"
#include "harness/result/outcomes.h"
#include "harness/result/point_names.h"

namespace harness::checks {
namespace {

using result::Figure;
using result::Point;
using result::RunResult;

/// The measured points that saw requests, each with all those of its phase.
std::vector<Point> whole_points(const RunResult& result) {
  std::vector<Point> points;
  for (const Point& point : result.points) {
    if (!point.measured) continue;
    Point whole = whole_phase(result, point);
    if (whole.requests.value_or(0) > 0) points.push_back(std::move(whole));
  }
  return points;
}

/// ", and of 2 more": beside the one that is named.
std::string and_more(std::size_t points) {
  return points > 1 ? fmt::format(", and of {} more", points - 1) : std::string();
}

std::string nothing_due(const RunResult& result) {
  if (result.cut_short) return "The run was cut short before its first request.";
  return "No request was due, so that nothing was measured: a higher --rate or a longer --length "
         "gives some.";
}

std::string none_ended_well(const std::vector<Point>& points, const result::PointNames& names) {
  const Point* first = nullptr;
  std::size_t all = 0;
  for (const Point& point : points) {
    if (point.ok != 0.0 || point.failed.value_or(0) <= 0) continue;
    if (first == nullptr) first = &point;
    ++all;
  }
  if (first == nullptr) return {};
  return fmt::format(
      "Every accepted request failed: all {:.0f} of {}{}. There is no latency of one that ended "
      "ok.",
      *first->failed, names(first->step, first->phase), and_more(all));
}

std::string refused(const std::vector<Point>& points, const result::PointNames& names) {
  const Point* worst = nullptr;
  std::size_t all = 0;
  for (const Point& point : points) {
    const Figure share = shed_share(point);
    if (share.value_or(0) <= 0) continue;
    if (worst == nullptr || *share > *shed_share(*worst)) worst = &point;
    ++all;
  }
  if (worst == nullptr) return {};
  return fmt::format(
      "Refused: {}{} of the requests ({} of {} of {}{}). Latencies are of those "
      "that ended ok.",
      all > 1 ? "up to " : "", percent_text(*shed_share(*worst)), count_text(*worst->shed),
      count_text(*worst->requests), names(worst->step, worst->phase), and_more(all));
}

bool has_objective_on_errors(const RunResult& result) {
  return std::ranges::any_of(result.objectives, [](const result::ObjectiveResult& objective) {
    return objective.objective.starts_with("errors");
  });
}

}  // namespace

std::vector<std::string> losses_of(const RunResult& result) {
  const std::vector<Point> points = whole_points(result);
  if (points.empty()) return {nothing_due(result)};
  std::vector<std::string> sentences;
  const result::PointNames names(result);
  for (const std::string& sentence : {none_ended_well(points, names), refused(points, names)}) {
    if (!sentence.empty()) sentences.push_back(sentence);
  }
  return sentences;
}

std::optional<result::ObjectiveResult> judge_losses(const RunResult& result) {
  const std::vector<Point> points = whole_points(result);
  result::ObjectiveResult verdict{.objective = "any request ok",
                                  .source = "always",
                                  .step = {},
                                  .phase = {},
                                  .verdict = result::Verdict::cant_tell,
                                  .measured = {},
                                  .sentence = "there was not a single request"};
  if (points.empty()) return verdict;
  const std::string none_ok = none_ended_well(points, result::PointNames(result));
  if (none_ok.empty() || has_objective_on_errors(result)) return std::nullopt;
  verdict.verdict = result::Verdict::missed;
  verdict.sentence = none_ok;
  return verdict;
}

}  // namespace harness::checks
