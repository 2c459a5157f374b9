// Many files at once: source 001, scenario 2.
#include <fmt/format.h>

#include <algorithm>

#include "harness/fit/recommend.h"
#include "reports/words/figure_format.h"
#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/loads/executors.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/general/findings.h"

namespace scenarios::documents::batch {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::stats::Estimate;

/// More than any corpus that comes with this: a pass begins with all of its documents.
constexpr std::size_t everything = 10'000;

/// All documents at once to a fresh engine, for each executor with each batch size, in turn.
Form all_at_once(const std::vector<std::size_t>& sizes, harness::Duration each, std::size_t fewest,
                 harness::Duration interval) {
  Form form{.course = harness::scenario::Turns{}, .capacity = {}, .interval = interval};
  for (const ExecutorChoice& executor : {sequential, threads, pipeline, processes}) {
    for (const std::size_t size : sizes) {
      Step step{.name = fmt::format("{}, batch {}", executor.name, size),
                .settings = executor.settings,
                .load = ClosedLoad{.clients = everything,
                                   .length = each,
                                   .warm_up = {},
                                   .think_time = {},
                                   .passes = true,
                                   .fewest_passes = fewest},
                .toll = engine_toll};
      step.place = {{}, executor.name, std::to_string(size), static_cast<double>(size)};
      step.settings.emplace_back("batch.size", std::to_string(size));
      step.settings.emplace_back("queue.capacity", std::to_string(everything));
      form.step_list()->push_back(std::move(step));
    }
  }
  return form;
}

/// How long one pass took: all documents, from the first that was sent to the last that ended.
Figure whole_set_s(const Point& point) {
  if (point.passes.value_or(0) <= 0 || !point.duration_s) return {};
  return *point.duration_s / *point.passes;
}

Figure success(const Point& point) {
  if (point.requests.value_or(0) <= 0) return {};
  return point.ok.value_or(0) / *point.requests;
}

Estimate throughput_of(const Point& point) {
  Estimate estimate{.value = point.achieved_per_s.value_or(0), .interval = {}};
  if (point.achieved_per_s_low && point.achieved_per_s_high) {
    estimate.interval = {*point.achieved_per_s_low, *point.achieved_per_s_high};
  }
  return estimate;
}

/// The fastest, and whom the intervals can't tell from it.
void find_best(RunResult& result, const std::vector<Point*>& points) {
  const auto slower = [](const Point* a, const Point* b) {
    return a->achieved_per_s.value_or(0) < b->achieved_per_s.value_or(0);
  };
  const Point& best = **std::max_element(points.begin(), points.end(), slower);
  std::string alike;
  bool known = throughput_of(best).interval.has_value();
  for (const Point* point : points) {
    if (point == &best) continue;
    known = known && throughput_of(*point).interval.has_value();
    if (harness::fit::can_tell_apart(throughput_of(best), throughput_of(*point))) continue;
    alike += (alike.empty() ? "" : "; ") + point->step;
  }
  std::string sentence = fmt::format(
      "The fastest: {}, the whole set in {}, {}, {} at most, {} of the documents ok", best.step,
      reports::words::seconds(whole_set_s(best)), reports::words::rate(best.achieved_per_s),
      reports::words::mebibytes(best.rss_mib_peak), reports::words::percent(success(best)));
  if (!known) {
    sentence += "; too few passes for intervals, so that nothing can be told apart";
  } else if (!alike.empty()) {
    sentence += "; the data can't tell it from " + alike;
  }
  result.findings.push_back(sentence + ".");
}

void conclude(RunResult& result) {
  compare_document_engines(result);
  const std::vector<Point*> points = measured_points(result);
  if (points.empty()) return;
  find_best(result, points);
  harness::result::TextTable table{
      "The whole set at once",
      {"executor, batch size", "whole set", "throughput", "memory, peak", "ok", "I/O a document"},
      {},
      "Each set went to a fresh engine, the steps in turn."};
  for (const Point* point : points) {
    const Figure io = point->io_operations && point->requests.value_or(0) > 0
                          ? Figure(*point->io_operations / *point->requests)
                          : Figure();
    table.rows.push_back({{point->step, reports::words::seconds(whole_set_s(*point)),
                           reports::words::rate(point->achieved_per_s),
                           reports::words::mebibytes(point->rss_mib_peak),
                           reports::words::percent(success(*point)), reports::words::plain(io)}});
  }
  result.tables.push_back(std::move(table));
}

}  // namespace

Scenario make() {
  return {.name = "batch",
          .question =
              "Many files at once: which executor and which batch size, in what time and memory?",
          .view = {.curves = {{.title = "The whole set at once",
                               .along = "batch size (documents, log scale)",
                               .caption = "Throughput and memory of all documents at once, for "
                                          "each executor and batch size.",
                               .upwards = {{"achieved_per_s"}, {"rss_mib_peak"}}}}},
          .make_target = make_engine_target,
          .popularity = {.choice = harness::mix::Choice::sequential_once, .classes = {}},
          .limits = {{"errors<=0%", "default"}, nothing_shed},
          .quick = all_at_once({10, 100}, 1200ms, 1, 250ms),
          .standard = all_at_once({1, 10, 100, 200}, 3s, 10, 1s),
          .full = all_at_once({1, 5, 10, 20, 50, 100, 200, 500}, 20s, 30, 5s),
          .conclude = conclude};
}

}  // namespace scenarios::documents::batch
