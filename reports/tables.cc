#include "reports/tables.h"

#include <fmt/format.h>

#include "reports/figure_format.h"
#include "reports/point_names.h"

namespace reports {
namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::ObjectiveResult;
using harness::result::Point;
using harness::result::SlowRequest;
using harness::result::StageRow;
using harness::result::Verdict;

/// "0.66 %" of the requests, and how many that were.
std::string part_of(const Figure& part, const Figure& whole) {
  if (!part || *part == 0 || !whole || *whole <= 0) return count(part);
  return count(part) + " (" + percent(*part / *whole) + ")";
}

std::string trust_in(const Point& point) {
  if (!point.valid) return "INVALID";
  return point.measured ? "" : "not judged";
}

Mood mood_of(const Point& point) {
  if (!point.valid) return Mood::bad;
  return point.measured ? Mood::plain : Mood::faint;
}

Row summary_row(const Point& point, const std::string& name) {
  return {{name, trust_in(point), count(point.batch_size), count(point.workers),
           rate(point.offered_per_s), rate(point.achieved_per_s), times(point.speedup),
           percent(point.efficiency), count(point.requests), part_of(point.failed, point.requests),
           part_of(point.shed, point.requests), plain(point.processed_mb_per_s),
           milliseconds(point.latency_ms_mean), milliseconds(point.latency_ms_p50),
           milliseconds(point.latency_ms_p95), milliseconds(point.latency_ms_p99),
           milliseconds(point.latency_ms_p999), milliseconds(point.latency_ms_max)},
          mood_of(point)};
}

Row cost_row(const Point& point, const std::string& name) {
  return {{name, cores(point.cpu_cores), mebibytes(point.rss_mib_mean),
           mebibytes(point.rss_mib_peak), percent(point.cache_hit_ratio),
           milliseconds(point.wait_ms_p99), milliseconds(point.service_ms_p99),
           milliseconds(point.lag_ms_p99), count(point.allocations_per_request),
           count(point.io_operations), count(point.context_switches), seconds(point.recovery_s)},
          mood_of(point)};
}

const char* word_for(CheckState state) {
  switch (state) {
    case CheckState::passed:
      return "passed";
    case CheckState::warned:
      return "warning";
    case CheckState::failed:
      break;
  }
  return "FAILED";
}

const char* word_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::missed:
      return "MISSED";
    case Verdict::cant_tell:
      break;
  }
  return "can't tell";
}

Mood mood_of(Verdict verdict) {
  if (verdict == Verdict::met) return Mood::good;
  return verdict == Verdict::missed ? Mood::bad : Mood::plain;
}

Table pairs_table(std::string title, const std::vector<harness::result::Parameter>& pairs) {
  Table table{std::move(title), {{"name", false}, {"value", false}}, {}};
  for (const auto& [name, value] : pairs) {
    if (table.rows.size() == most_table_rows) break;
    table.rows.push_back({{name, value}});
  }
  return table;
}

/// One row of a table for each element, up to what a page shows.
template <class Elements, class MakeRow>
Table filled(Table table, const Elements& elements, MakeRow make_row) {
  for (const auto& element : elements) {
    if (table.rows.size() == most_table_rows) break;
    table.rows.push_back(make_row(element));
  }
  return without_empty_columns(std::move(table));
}

}  // namespace

Table summary_table(const RunResult& run) {
  const PointNames names(run);
  Table table{"Measured points",
              {{"point", false},
               {"", false},
               {"batch"},
               {"workers"},
               {"offered"},
               {"achieved"},
               {"speed-up"},
               {"efficiency"},
               {"requests"},
               {"failed"},
               {"shed"},
               {"MB/s"},
               {"mean"},
               {"P50"},
               {"P95"},
               {"P99"},
               {"P99.9"},
               {"max"}},
              {}};
  return filled(std::move(table), run.points, [&](const Point& point) {
    return summary_row(point, names(point.step, point.phase));
  });
}

Table costs_table(const RunResult& run) {
  const PointNames names(run);
  Table table{"What it took",
              {{"point", false},
               {"CPU"},
               {"memory, mean"},
               {"memory, peak"},
               {"cache hits"},
               {"wait P99"},
               {"service P99"},
               {"lag P99"},
               {"allocations a request"},
               {"I/O operations"},
               {"context switches"},
               {"recovery"}},
              {}};
  table = filled(std::move(table), run.points, [&](const Point& point) {
    return cost_row(point, names(point.step, point.phase));
  });
  if (table.headings.size() < 2) table.rows.clear();  // nothing but names
  return table;
}

Table stages_table(const RunResult& run) {
  const PointNames names(run);
  Table table{"Stages",
              {{"point", false},
               {"stage", false},
               {"count"},
               {"mean"},
               {"P50"},
               {"P95"},
               {"P99"},
               {"share of time"}},
              {}};
  return filled(std::move(table), run.stages, [&](const StageRow& row) {
    const bool measured = names.measured(row.step, row.phase);
    return Row{{names(row.step, row.phase), row.stage, count(row.count), milliseconds(row.mean_ms),
                milliseconds(row.p50_ms), milliseconds(row.p95_ms), milliseconds(row.p99_ms),
                percent(row.share)},
               measured ? Mood::plain : Mood::faint};
  });
}

Table slowest_table(const RunResult& run) {
  const PointNames names(run);
  Table table{"Slowest requests",
              {{"document", false},
               {"point", false},
               {"outcome", false},
               {"latency"},
               {"wait"},
               {"service"},
               {"lag"},
               {"due at"},
               {"request"},
               {"item"},
               {"seed"}},
              {}};
  return filled(std::move(table), run.slowest, [&](const SlowRequest& slow) {
    return Row{{slow.document, names(slow.step, slow.phase), slow.outcome,
                milliseconds(slow.latency_ms), milliseconds(slow.wait_ms),
                milliseconds(slow.service_ms), milliseconds(slow.lag_ms), seconds(slow.due_s),
                fmt::to_string(slow.request), fmt::to_string(slow.item),
                fmt::to_string(slow.seed)}};
  });
}

Table checks_table(const RunResult& run) {
  Table table{"Can this run be believed?",
              {{"check", false}, {"state", false}, {"found"}, {"limit"}, {"in words", false}},
              {}};
  return filled(std::move(table), run.checks, [](const Check& check) {
    const Mood mood = check.state == CheckState::passed   ? Mood::good
                      : check.state == CheckState::failed ? Mood::bad
                                                          : Mood::plain;
    return Row{{check.name, word_for(check.state), plain(check.figure), plain(check.limit),
                check.sentence},
               mood};
  });
}

Table objectives_table(const RunResult& run) {
  const PointNames names(run);
  Table table{"Objectives",
              {{"objective", false},
               {"verdict", false},
               {"measured"},
               {"at", false},
               {"asked for by", false},
               {"in words", false}},
              {}};
  return filled(std::move(table), run.objectives, [&](const ObjectiveResult& result) {
    const bool placed = !result.step.empty() || !result.phase.empty();
    return Row{{result.objective, word_for(result.verdict), plain(result.measured),
                placed ? names(result.step, result.phase) : "", result.source, result.sentence},
               mood_of(result.verdict)};
  });
}

Table parameters_table(const RunResult& run) {
  return pairs_table("Parameters", run.parameters);
}

Table environment_table(const RunResult& run) {
  return pairs_table("Environment", run.environment);
}

}  // namespace reports
