#include "scenarios/inference/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/result/counter_names.h"
#include "harness/result/outcomes.h"
#include "reports/words/figure_format.h"
#include "reports/words/refused.h"
#include "scenarios/general/findings.h"
#include "scenarios/inference/target/server_counters.h"

namespace scenarios::inference {
namespace {

using harness::result::ClassRow;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

Bounds throughput_bounds(const Point& point) {
  return {point.achieved_per_s, point.achieved_per_s_low, point.achieved_per_s_high};
}
Bounds median_bounds(const Point& point) {
  return {point.latency_ms_p50, point.latency_ms_p50_low, point.latency_ms_p50_high};
}
Bounds first_token_bounds(const Point& point) {
  return {point.first_result_ms_p50, point.first_result_ms_p50_low, point.first_result_ms_p50_high};
}

/// The measured point with that name of its line and of its place on it; null if there is none.
const Point* point_at(const std::vector<Point*>& points, std::string_view series,
                      std::string_view setting) {
  const auto found = std::ranges::find_if(points, [&](const Point* point) {
    return point->series == series && point->setting == setting;
  });
  return found == points.end() ? nullptr : *found;
}

/// "requests/s +24 % (18 to 30 %), P50 -5 % (...), first token P50 ..."
std::string compared(const Point& from, const Point& to) {
  return fmt::format("requests/s {}, P50 {}, first token P50 {}",
                     change_in_words(throughput_bounds(from), throughput_bounds(to)),
                     change_in_words(median_bounds(from), median_bounds(to)),
                     change_in_words(first_token_bounds(from), first_token_bounds(to)));
}

/// "5.2 requests a step", where the service told its steps.
std::string batch_in_words(const RunResult& result, const Point& point) {
  const Figure steps = counter_at(result, point, steps_counter);
  const Figure requests = counter_at(result, point, step_requests_counter);
  if (!steps || !requests || *steps <= 0) return {};
  return fmt::format("; {:.1f} requests a step", *requests / *steps);
}

std::string milliseconds(const Figure& ms) {
  return reports::words::milliseconds(ms);
}

}  // namespace

Figure counter_at(const RunResult& result, const Point& point, std::string_view counter) {
  const auto* const row = harness::result::counted(result, point, counter);
  return row == nullptr ? Figure() : row->value;
}

/// Of a ratio of two figures that are independent, each off by no more than its interval says.
std::string change_in_words(const Bounds& from, const Bounds& to) {
  if (!from.value || !to.value || !(*from.value > 0)) return reports::words::not_measured;
  const auto percent = [](double factor) { return 100 * (factor - 1); };
  std::string text = fmt::format("{:+.0f} %", percent(*to.value / *from.value));
  const bool known = from.low && from.high && to.low && to.high && *from.low > 0;
  if (!known) return text;
  return text + fmt::format(" ({:+.0f} to {:+.0f} %)", percent(*to.low / *from.high),
                            percent(*to.high / *from.low));
}

void conclude_windows(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  std::set<std::string> lines;
  for (const Point* point : points) lines.insert(point->series);
  for (const std::string& line : lines) {
    const Point* const at_once = point_at(points, line, "at once");
    if (at_once == nullptr) continue;
    for (const Point* point : points) {
      if (point->series != line || point == at_once) continue;
      result.findings.push_back(
          fmt::format("A window of {} with {}, against a batch at once: {}{}.", point->setting,
                      line, compared(*at_once, *point), batch_in_words(result, *point)));
    }
  }
  result.findings.emplace_back(
      "Source 004 projects for windows of 10 to 50 ms: throughput +20 to +25 %, latency -5 to "
      "-10 %, against no batches at all (the scenario schedulers has that: window against "
      "serial).");
}

void conclude_schedulers(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  for (const Point* point : points) {
    const Point* const serial = point_at(points, "serial", point->setting);
    if (serial == nullptr || serial == point) continue;
    result.findings.push_back(
        fmt::format("{} against serial, {} {}: {}{}.", point->series, point->setting,
                    point->setting == "1" ? "client" : "clients", compared(*serial, *point),
                    batch_in_words(result, *point)));
  }
}

void conclude_cached_answers(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  if (points.empty()) return;
  const Point& without = *points.front();
  for (const Point* point : points) {
    if (point == &without) continue;
    result.findings.push_back(fmt::format(
        "{}: {} of the answers came from the cache (source 004: 95 %); P50 {} in place of {} "
        "(source 004: under 1 ms in place of 10 ms); requests/s {}.",
        point->step, reports::words::percent(point->cache_hit_ratio),
        milliseconds(point->latency_ms_p50), milliseconds(without.latency_ms_p50),
        change_in_words(throughput_bounds(without), throughput_bounds(*point))));
  }
}

void conclude_loading(RunResult& result) {
  const std::vector<Point*> points = measured_points(result);
  for (const Point* point : points) {
    const Figure loads = counter_at(result, *point, loads_counter);
    const Figure time = counter_at(result, *point, load_time_counter);
    std::string text = point->step + ":";
    if (loads && time && *loads > 0) {
      text += fmt::format(" {:.0f} loads, {} each;", *loads, milliseconds(1e3 * *time / *loads));
    }
    for (const ClassRow& row : result.classes) {
      if (row.step != point->step || row.phase != point->phase) continue;
      text +=
          fmt::format(" {}: first token P50 {}, P99 {};", row.class_name,
                      milliseconds(row.first_result_ms_p50), milliseconds(row.first_result_ms_p99));
    }
    text.back() = '.';
    result.findings.push_back(std::move(text));
  }
}

void conclude_faults(RunResult& result) {
  double mixed_up = 0;
  for (const auto& row : result.failures) {
    if (row.reason.starts_with("answer of another")) mixed_up += static_cast<double>(row.count);
  }
  double all = 0;
  for (const Point* point : measured_points(result)) {
    const Point whole = harness::result::whole_phase(result, *point);
    all += whole.requests.value_or(0);
    result.findings.push_back(
        fmt::format("{}: {} of {} failed, the others' P99 {}.", point->step,
                    reports::words::count_and_share(whole.failed, harness::result::accepted(whole)),
                    reports::words::count(whole.requests), milliseconds(point->latency_ms_p99)));
  }
  result.findings.insert(
      result.findings.begin(),
      fmt::format("{:.0f} of {:.0f} answers were not those of their own requests, by id and text.",
                  mixed_up, all));
}

}  // namespace scenarios::inference
