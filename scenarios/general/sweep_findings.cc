// What sweeps say: the setting to use and why, and the law that throughput follows.
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "harness/fit/recommend.h"
#include "harness/fit/usl.h"
#include "reports/words/engines.h"
#include "reports/words/figure_format.h"
#include "scenarios/general/engine_comparison.h"
#include "scenarios/general/findings.h"

namespace scenarios {
namespace {

using harness::result::Estimated;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::stats::Estimate;

/// Of settings so near the best throughput the one with the lowest latency is worth having.
constexpr double near_enough = 0.03;

Estimate estimate_of(const Figure& value, const Figure& low, const Figure& high) {
  Estimate estimate{.value = value.value_or(0), .interval = {}};
  if (low && high) estimate.interval = {*low, *high};
  return estimate;
}

Estimate throughput_of(const Point& point) {
  return estimate_of(point.achieved_per_s, point.achieved_per_s_low, point.achieved_per_s_high);
}

const Point* fastest_of(const std::vector<Point*>& points) {
  const auto slower = [](const Point* a, const Point* b) {
    return a->achieved_per_s.value_or(0) < b->achieved_per_s.value_or(0);
  };
  return *std::max_element(points.begin(), points.end(), slower);
}

/// "Use batch 50: ...", with the doubts that the intervals leave; without intervals just what was
/// fastest. `name` words a point: "batch 50".
template <class Name>
void recommend(RunResult& result, const std::vector<Point*>& points, Figure Point::*setting,
               const std::string& engine, Name name) {
  std::vector<harness::fit::Setting> settings;
  bool known = true;
  for (const Point* point : points) {
    settings.push_back({.name = name(*point),
                        .value = reports::words::plain(point->*setting),
                        .throughput = throughput_of(*point),
                        .p99_ms = estimate_of(point->latency_ms_p99, point->latency_ms_p99_low,
                                              point->latency_ms_p99_high)});
    known = known && settings.back().throughput.interval.has_value();
  }
  const Point& fastest = *fastest_of(points);
  if (!known) {
    result.findings.push_back(fmt::format(
        "{}{} was the fastest with {}, P99 {}; there were too few passes for intervals, so that no "
        "setting can be told from another: measure longer.",
        engine, name(fastest), reports::words::rate(fastest.achieved_per_s),
        reports::words::milliseconds(fastest.latency_ms_p99)));
    return;
  }
  const auto advice = harness::fit::recommend(settings, near_enough);
  if (!advice) return;
  std::string finding = advice->chosen ? "Use " + advice->reason : advice->reason;
  if (!advice->doubt.empty()) finding += "; " + advice->doubt;
  result.findings.push_back(engine + finding + ".");
}

void add(RunResult& result, const std::string& name, double value,
         const std::optional<harness::stats::Interval>& interval, const char* unit,
         std::string sentence) {
  Estimated estimate{.name = name, .value = value, .unit = unit, .sentence = std::move(sentence)};
  if (interval) {
    estimate.low = interval->low;
    estimate.high = interval->high;
  }
  result.estimates.push_back(std::move(estimate));
}

/// The Universal Scalability Law through the points, where there are enough of them.
/// `engine` goes before the estimates' names; empty where there is but one.
void fit_law(RunResult& result, const std::vector<Point*>& points, const std::string& engine) {
  std::vector<harness::fit::ScalePoint> scale;
  for (const Point* point : points) {
    scale.push_back({point->workers.value_or(0), throughput_of(*point)});
  }
  const auto law = harness::fit::fit_usl(scale, result.seed);
  if (!law) return;
  result.findings.push_back(engine + "Scalability: " + law->verdict + ".");
  if (!law->is_law) return;  // its coefficients would mean nothing
  add(result, engine + "throughput of one worker", law->gamma, law->gamma_interval, "/s",
      "by the Universal Scalability Law");
  add(result, engine + "contention", law->alpha, law->alpha_interval, "",
      "share of the work that is done one after the other");
  add(result, engine + "coherency", law->beta, law->beta_interval, "",
      "what each pair of workers costs");
  if (!law->peak) return;
  result.estimates.push_back({.name = engine + "peak workers",
                              .value = law->peak->workers,
                              .low = law->peak->low,
                              .high = law->peak->high,
                              .unit = "workers",
                              .sentence = law->peak->is_beyond_data
                                              ? "predicted: beyond the most workers tried"
                                              : "beyond it more workers harm"});
}

void fill_speedups(const std::vector<Point*>& points) {
  const Point& first = *points.front();
  const double alone = *first.achieved_per_s / first.workers.value_or(1);
  for (Point* point : points) {
    if (!point->achieved_per_s || !point->workers) continue;
    point->speedup = *point->achieved_per_s / alone;
    point->efficiency = *point->speedup / *point->workers;
  }
}

/// The points that saw requests, engine by engine; with a single one its points may name none.
std::vector<std::vector<Point*>> by_engine(RunResult& result) {
  std::vector<std::vector<Point*>> all;
  for (Point* point : measured_points(result)) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& points) {
      return points.front()->engine == point->engine;
    });
    if (same == all.end()) {
      all.push_back({point});
    } else {
      same->push_back(point);
    }
  }
  return all;
}

/// "v1: " where there are several engines.
std::string prefix_of(const RunResult& result, const std::vector<Point*>& points) {
  return reports::words::engines_of(result).size() < 2 ? "" : points.front()->engine + ": ";
}

void conclude_batches(RunResult& result, const std::vector<Point*>& points) {
  if (fastest_of(points)->achieved_per_s.value_or(0) <= 0) return;
  const std::string engine = prefix_of(result, points);
  recommend(result, points, &Point::batch_size, engine,
            [](const Point& point) { return "batch " + reports::words::plain(point.batch_size); });
  const Point& one = *points.front();
  const Point& fastest = *fastest_of(points);
  if (&one == &fastest || one.achieved_per_s.value_or(0) <= 0) return;
  result.findings.push_back(
      fmt::format("{}The fastest, batch {}, has {} the throughput of batch {}.", engine,
                  reports::words::plain(fastest.batch_size),
                  reports::words::times(*fastest.achieved_per_s / *one.achieved_per_s),
                  reports::words::plain(one.batch_size)));
}

void conclude_workers(RunResult& result, const std::vector<Point*>& points) {
  if (points.front()->achieved_per_s.value_or(0) <= 0) return;
  const std::string engine = prefix_of(result, points);
  fill_speedups(points);
  recommend(result, points, &Point::workers, engine, [](const Point& point) {
    return reports::words::plain(point.workers) + (point.workers == 1 ? " worker" : " workers");
  });
  fit_law(result, points, engine);
  const Point& fastest = *fastest_of(points);
  result.findings.push_back(fmt::format(
      "{}The fastest, {} workers, has {} the speed of one, efficiency {}; this machine "
      "has {} cores.",
      engine, reports::words::plain(fastest.workers), reports::words::times(fastest.speedup),
      reports::words::percent(fastest.efficiency), std::thread::hardware_concurrency()));
}

}  // namespace

void recommend_setting(RunResult& result, const std::vector<Point*>& points) {
  if (fastest_of(points)->achieved_per_s.value_or(0) <= 0) return;
  std::vector<harness::fit::Setting> settings;
  for (const Point* point : points) {
    const std::size_t line = point->series.find('=');  // of a second setting
    settings.push_back({.name = point->step,
                        .value = point->setting + (line == point->series.npos
                                                       ? std::string()
                                                       : ", " + point->series.substr(line + 1)),
                        .throughput = throughput_of(*point),
                        .p99_ms = estimate_of(point->latency_ms_p99, point->latency_ms_p99_low,
                                              point->latency_ms_p99_high)});
  }
  const auto advice = harness::fit::recommend(settings, near_enough);
  if (!advice) return;
  std::string finding = advice->chosen ? "Use " + advice->reason : advice->reason;
  if (!advice->doubt.empty()) finding += "; " + advice->doubt;
  result.findings.push_back(finding + ".");
}

void conclude_batch_sweep(RunResult& result) {
  compare_engines(result);
  for (const std::vector<Point*>& points : by_engine(result)) conclude_batches(result, points);
}

void conclude_worker_sweep(RunResult& result) {
  compare_engines(result);
  for (const std::vector<Point*>& points : by_engine(result)) conclude_workers(result, points);
}

}  // namespace scenarios
