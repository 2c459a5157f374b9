#include <algorithm>

#include "harness/result/outcomes.h"
#include "reports/tables/filled.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "reports/words/point_names.h"
#include "reports/words/refused.h"
#include "reports/words/units.h"

namespace reports::tables {

using harness::result::Figure;
using harness::result::RunResult;

namespace {

using harness::result::Point;

std::string trust_in(const Point& point) {
  if (!point.valid) return "INVALID";
  return point.measured ? "" : "not judged";
}

Mood mood_of(const Point& point) {
  if (!point.valid) return Mood::bad;
  return point.measured ? Mood::plain : Mood::faint;
}

Cell latency(const Figure& value, const Figure& low, const Figure& high) {
  return {words::milliseconds(value),
          words::interval({value, low, high}, words::Measure::milliseconds)};
}

Cell per_s(const Figure& value, const Figure& low, const Figure& high) {
  return {words::rate(value), words::interval({value, low, high}, words::Measure::per_s)};
}

Cell achieved(const Point& point) {
  return per_s(point.achieved_per_s, point.achieved_per_s_low, point.achieved_per_s_high);
}

Row summary_row(const Point& p, const std::string& name) {
  return {{name, trust_in(p), words::count(p.batch_size), words::count(p.workers),
           words::seconds(p.warm_up_s), words::rate(p.offered_per_s), achieved(p),
           words::times(p.speedup), words::percent(p.efficiency), words::count(p.requests),
           words::count_and_share(p.failed, harness::result::accepted(p)),
           words::count_and_share(p.shed, p.requests),
           latency(p.latency_ms_mean, p.latency_ms_mean_low, p.latency_ms_mean_high),
           latency(p.latency_ms_p50, p.latency_ms_p50_low, p.latency_ms_p50_high),
           latency(p.latency_ms_p95, p.latency_ms_p95_low, p.latency_ms_p95_high),
           latency(p.latency_ms_p99, p.latency_ms_p99_low, p.latency_ms_p99_high),
           latency(p.latency_ms_p999, p.latency_ms_p999_low, p.latency_ms_p999_high),
           words::milliseconds(p.latency_ms_max)},
          mood_of(p)};
}

Row results_row(const Point& p, const std::string& name) {
  return {
      {name, latency(p.first_result_ms_p50, p.first_result_ms_p50_low, p.first_result_ms_p50_high),
       latency(p.first_result_ms_p95, p.first_result_ms_p95_low, p.first_result_ms_p95_high),
       latency(p.first_result_ms_p99, p.first_result_ms_p99_low, p.first_result_ms_p99_high),
       words::count(p.gaps), latency(p.gap_ms_mean, p.gap_ms_mean_low, p.gap_ms_mean_high),
       latency(p.gap_ms_p50, p.gap_ms_p50_low, p.gap_ms_p50_high),
       latency(p.gap_ms_p95, p.gap_ms_p95_low, p.gap_ms_p95_high),
       latency(p.gap_ms_p99, p.gap_ms_p99_low, p.gap_ms_p99_high),
       per_s(p.units_per_s, p.units_per_s_low, p.units_per_s_high),
       per_s(p.good_per_s, p.good_per_s_low, p.good_per_s_high)},
      mood_of(p)};
}

Row parts_row(const Point& p, const std::string& name) {
  return {{name, words::milliseconds(p.lag_ms_p50), words::milliseconds(p.lag_ms_p99),
           words::milliseconds(p.wait_ms_p50), words::milliseconds(p.wait_ms_p99),
           words::milliseconds(p.service_ms_p50), words::milliseconds(p.service_ms_p99),
           words::milliseconds(p.delivery_ms_p50), words::milliseconds(p.delivery_ms_p99)},
          mood_of(p)};
}

Row cost_row(const Point& p, const std::string& name) {
  return {{name, words::cores(p.cpu_cores), words::mebibytes(p.rss_mib_mean),
           words::mebibytes(p.rss_mib_peak), words::percent(p.cache_hit_ratio),
           words::count(p.allocations_per_request), words::count(p.io_operations),
           words::count(p.context_switches), words::percent(p.steal_fraction),
           words::seconds(p.recovery_s), words::count(p.effective_samples_p50),
           words::count(p.effective_samples_p99)},
          mood_of(p)};
}

/// What is the same everywhere stands among the parameters.
bool differs(const RunResult& run, Figure Point::*figure) {
  return std::any_of(run.points.begin(), run.points.end(), [&](const Point& point) {
    return point.*figure != run.points.front().*figure;
  });
}

/// A row for each point; nothing where there is nothing but names.
template <class MakeRow>
Table of_points(const RunResult& run, Table table, MakeRow make_row) {
  const words::PointNames names(run);
  table = filled(std::move(table), run.points, [&](const Point& point) {
    return make_row(point, names(point.step, point.phase));
  });
  if (table.headings.size() < 2) table.rows.clear();
  return table;
}

}  // namespace

Table summary_table(const RunResult& run) {
  Table table{"Measured points",
              {{"point", false},
               {"", false},
               {"batch"},
               {"workers"},
               {"warm-up cut"},
               {"offered"},
               {"achieved"},
               {"speed-up"},
               {"efficiency"},
               {"requests"},
               {"failed"},
               {"shed"},
               {"mean"},
               {"P50"},
               {"P95"},
               {"P99"},
               {"P99.9"},
               {"max"}},
              {},
              words::interval_sentence(run)};
  const words::PointNames names(run);
  const bool batches = differs(run, &Point::batch_size);
  const bool workers = differs(run, &Point::workers);
  const bool cut = std::any_of(run.points.begin(), run.points.end(),
                               [](const Point& point) { return point.warm_up_s.value_or(0) > 0; });
  if (cut) {
    table.note +=
        (table.note.empty() ? "" : " ") +
        std::string(
            "Requests, failed, shed and max are of the whole phase, what was cut off it included.");
  }
  return filled(std::move(table), run.points, [&](const Point& point) {
    Point shown = point.measured ? harness::result::whole_phase(run, point) : point;
    if (!batches) shown.batch_size.reset();
    if (!workers) shown.workers.reset();
    if (!cut) shown.warm_up_s.reset();
    return summary_row(shown, names(point.step, point.phase));
  });
}

Table results_table(const RunResult& run) {
  const std::string unit = words::unit_of(run);
  if (unit.empty()) return {};
  const std::string first = words::first_of(unit);
  return of_points(
      run,
      {"From the " + first + " to the last",
       {{"point", false},
        {first + " P50"},
        {first + " P95"},
        {first + " P99"},
        {"gaps"},
        {"gap, mean"},
        {"gap P50"},
        {"gap P95"},
        {"gap P99"},
        {unit + " a second"},
        {"good requests a second"}},
       {},
       "The " + first +
           " counts from when its request was due. Gaps are all of those between one of the " +
           unit +
           " and the next that the client saw, of requests that ended well. A good request ended "
           "well and held each limit that the objectives set to a single one."},
      results_row);
}

Table parts_table(const RunResult& run) {
  const std::string refusal = words::refusal_sentence(run);
  return of_points(run,
                   {"Where a request's time went",
                    {{"point", false},
                     {"lag P50"},
                     {"lag P99"},
                     {"wait P50"},
                     {"wait P99"},
                     {"service P50"},
                     {"service P99"},
                     {"delivery P50"},
                     {"delivery P99"}},
                    {},
                    "Lag is the load generator's own delay, wait the engine's queue, service the "
                    "work on the request, delivery the time until its result could be used. Of one "
                    "request the four add up to its latency; quantiles do not add up." +
                        (refusal.empty() ? "" : " " + refusal)},
                   parts_row);
}

Table costs_table(const RunResult& run) {
  Table table{"What it took",
              {{"point", false},
               {"CPU"},
               {"memory, mean"},
               {"memory, peak"},
               {"cache hits"},
               {"allocations a request"},
               {"I/O operations"},
               {"context switches"},
               {"CPU stolen"},
               {"recovery"},
               {"effective samples, P50"},
               {"effective samples, P99"}},
              {}};
  table = of_points(run, std::move(table), cost_row);
  for (const Heading& heading : table.headings) {
    if (!heading.text.starts_with("effective")) continue;
    table.note =
        "Effective samples: how many independent requests would say as much of the figure as "
        "these, which resemble their neighbours.";
  }
  return table;
}

}  // namespace reports::tables
