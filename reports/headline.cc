#include "reports/headline.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "reports/figure_format.h"
#include "reports/point_names.h"

namespace reports {
namespace {

using namespace harness::result;

/// The measured point where a figure is highest; null where none has it.
const Point* highest(const RunResult& run, Figure Point::*figure) {
  const Point* found = nullptr;
  for (const Point& point : run.points) {
    const Figure& value = point.*figure;
    if (!point.measured || !value || !std::isfinite(*value)) continue;
    if (found == nullptr || *value > *(found->*figure)) found = &point;
  }
  return found;
}

/// A total over the measured points; empty where none has the figure.
Figure total(const RunResult& run, Figure Point::*figure) {
  Figure sum;
  for (const Point& point : run.points) {
    if (point.measured && point.*figure) sum = sum.value_or(0) + *(point.*figure);
  }
  return sum;
}

/// The share of the requests that ended in one way, with the number of requests.
void add_share(Headline& head, const RunResult& run, const char* name, Figure Point::*figure) {
  const Figure part = total(run, figure);
  const Figure all = total(run, &Point::requests);
  if (!part || !all || *all <= 0) return;
  const std::string where = fmt::format("{} of {} requests", count(part), count(all));
  head.figures.push_back({name, percent(*part / *all), where});
}

/// Of a load the worst latencies; of a sweep those of the step that one would choose.
void add_latencies(Headline& head, const RunResult& run) {
  const PointNames names(run);
  const bool sweep = run.kind == "sweep";
  const Point* best = highest(run, &Point::achieved_per_s);
  for (const auto& [name, figure] :
       {std::pair{"P50", &Point::latency_ms_p50}, std::pair{"P95", &Point::latency_ms_p95},
        std::pair{"P99", &Point::latency_ms_p99}}) {
    const Point* point = sweep ? best : highest(run, figure);
    if (point == nullptr || !(point->*figure)) continue;
    head.figures.push_back({(sweep ? "" : "highest ") + std::string(name),
                            milliseconds(point->*figure), names(point->step, point->phase)});
  }
}

void add_figures(Headline& head, const RunResult& run) {
  const PointNames names(run);
  const auto add = [&](const char* name, Figure Point::*figure, std::string (*wording)(Figure)) {
    const Point* point = highest(run, figure);
    if (point == nullptr) return;
    head.figures.push_back({name, wording(point->*figure), names(point->step, point->phase)});
  };
  add("highest throughput", &Point::achieved_per_s, rate);
  add_latencies(head, run);
  add("memory, peak", &Point::rss_mib_peak, mebibytes);
  add("CPU, most", &Point::cpu_cores, cores);
  const Figure hits = total(run, &Point::cache_hits);
  const Figure misses = total(run, &Point::cache_misses);
  if (hits && misses && *hits + *misses > 0) {
    head.figures.push_back({"cache hits", percent(*hits / (*hits + *misses)),
                            fmt::format("of {} look-ups", count(*hits + *misses))});
  }
  add_share(head, run, "failed", &Point::failed);
  add_share(head, run, "shed", &Point::shed);
}

void add_trust(Headline& head, const RunResult& run) {
  const bool valid = run.valid();
  head.sound = valid && !run.cut_short;
  head.badge = valid ? "VALID" : "INVALID";
  if (run.cut_short) head.badge = valid ? "CUT SHORT" : "INVALID, CUT SHORT";
  if (!valid) head.reason = "These figures can't be trusted:";
  for (const Check& check : run.checks) {
    if (check.state != CheckState::failed) continue;
    head.reason += " " + (check.sentence.empty() ? check.name + " failed." : check.sentence);
  }
  if (!run.cut_short) return;
  if (!valid) head.reason += " ";
  head.reason += "The run was ended before its time; what was measured until then is here.";
}

void add_objectives(Headline& head, const RunResult& run) {
  if (run.objectives.empty()) return;
  std::size_t met = 0;
  std::size_t missed = 0;
  for (const ObjectiveResult& result : run.objectives) {
    met += result.verdict == Verdict::met;
    missed += result.verdict == Verdict::missed;
  }
  const std::size_t all = run.objectives.size();
  head.objectives = fmt::format("{} of {} objective{} met", met, all, all == 1 ? "" : "s");
  if (missed > 0) head.objectives += fmt::format(", {} missed", missed);
  if (met + missed < all) head.objectives += fmt::format(", {} can't be told", all - met - missed);
  if (met == all) head.objectives_mood = Mood::good;
  if (missed > 0) head.objectives_mood = Mood::bad;
}

}  // namespace

Headline headline(const RunResult& run) {
  Headline head;
  add_trust(head, run);
  for (std::size_t i = 0; i < run.findings.size() && i < 2; ++i) {
    head.answer.push_back(run.findings[i]);
  }
  if (run.points.empty()) {
    head.answer = {"Nothing was measured."};
  } else if (head.answer.empty()) {
    head.answer = {"The run drew no conclusion of its own; the figures below are its result."};
  }
  add_objectives(head, run);
  add_figures(head, run);
  return head;
}

}  // namespace reports
