// What sweeps say: the setting to use and why, and the law that throughput follows.
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "harness/fit/recommend.h"
#include "harness/fit/usl.h"
#include "reports/figure_format.h"
#include "scenarios/findings.h"

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
               Name name) {
  std::vector<harness::fit::Setting> settings;
  bool known = true;
  for (const Point* point : points) {
    settings.push_back({.name = name(*point),
                        .value = reports::plain(point->*setting),
                        .throughput = throughput_of(*point),
                        .p99_ms = estimate_of(point->latency_ms_p99, point->latency_ms_p99_low,
                                              point->latency_ms_p99_high)});
    known = known && settings.back().throughput.interval.has_value();
  }
  const Point& fastest = *fastest_of(points);
  if (!known) {
    result.findings.push_back(fmt::format(
        "{} was the fastest with {}, P99 {}; there were too few passes for intervals, so that no "
        "setting can be told from another: measure longer.",
        name(fastest), reports::rate(fastest.achieved_per_s),
        reports::milliseconds(fastest.latency_ms_p99)));
    return;
  }
  const auto advice = harness::fit::recommend(settings, near_enough);
  if (!advice) return;
  std::string finding = advice->chosen ? "Use " + advice->reason : advice->reason;
  if (!advice->doubt.empty()) finding += "; " + advice->doubt;
  result.findings.push_back(finding + ".");
}

void add(RunResult& result, const char* name, double value,
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
void fit_law(RunResult& result, const std::vector<Point*>& points) {
  std::vector<harness::fit::ScalePoint> scale;
  for (const Point* point : points) {
    scale.push_back({point->workers.value_or(0), throughput_of(*point)});
  }
  const auto law = harness::fit::fit_usl(scale, result.seed);
  if (!law) return;
  result.findings.push_back("Scalability: " + law->verdict + ".");
  if (!law->is_law) return;  // its coefficients would mean nothing
  add(result, "throughput of one worker", law->gamma, law->gamma_interval, "/s",
      "by the Universal Scalability Law");
  add(result, "contention", law->alpha, law->alpha_interval, "",
      "share of the work that is done one after the other");
  add(result, "coherency", law->beta, law->beta_interval, "", "what each pair of workers costs");
  if (!law->peak) return;
  result.estimates.push_back({.name = "peak workers",
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

}  // namespace

void conclude_batch_sweep(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  if (points.empty() || fastest_of(points)->achieved_per_s.value_or(0) <= 0) return;
  recommend(result, points, &Point::batch_size,
            [](const Point& point) { return "batch " + reports::plain(point.batch_size); });
  const Point& one = *points.front();
  const Point& fastest = *fastest_of(points);
  if (&one == &fastest || one.achieved_per_s.value_or(0) <= 0) return;
  result.findings.push_back(
      fmt::format("The fastest, batch {}, has {} the throughput of batch {}.",
                  reports::plain(fastest.batch_size),
                  reports::times(*fastest.achieved_per_s / *one.achieved_per_s),
                  reports::plain(one.batch_size)));
}

void conclude_worker_sweep(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  if (points.empty() || points.front()->achieved_per_s.value_or(0) <= 0) return;
  fill_speedups(points);
  recommend(result, points, &Point::workers, [](const Point& point) {
    return reports::plain(point.workers) + (point.workers == 1 ? " worker" : " workers");
  });
  fit_law(result, points);
  const Point& fastest = *fastest_of(points);
  result.findings.push_back(
      fmt::format("The fastest, {} workers, has {} the speed of one, efficiency {}; this machine "
                  "has {} cores.",
                  reports::plain(fastest.workers), reports::times(fastest.speedup),
                  reports::percent(fastest.efficiency), std::thread::hardware_concurrency()));
}

}  // namespace scenarios
