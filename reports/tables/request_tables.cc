#include <fmt/format.h>

#include <algorithm>

#include "reports/tables/filled.h"
#include "reports/words/figure_format.h"
#include "reports/words/point_names.h"
#include "reports/words/units.h"

namespace reports::tables {

using harness::result::RunResult;

namespace {

using harness::result::ClassRow;
using harness::result::SlowRequest;
using harness::result::StageRow;
using harness::result::StageTime;

/// A stage and how long it took.
/// "analyse 675 µs, parse 123 µs": the longest first, without those that hardly count.
std::string longest_stages(std::vector<StageTime> stages) {
  constexpr double smallest_share = 0.05;
  std::stable_sort(stages.begin(), stages.end(),
                   [](const StageTime& a, const StageTime& b) { return a.ms > b.ms; });
  double sum = 0;
  for (const StageTime& stage : stages) sum += stage.ms;
  std::string words;
  for (const StageTime& stage : stages) {
    if (stage.ms <= 0 || stage.ms < smallest_share * sum) break;
    if (!words.empty()) words += ", ";
    words += stage.stage + " " + words::milliseconds(stage.ms);
  }
  return words;
}

Row slow_row(const SlowRequest& slow, const std::string& number, const words::PointNames& names) {
  const bool measured = names.measured(slow.step, slow.phase);
  return {{number, slow.name, names(slow.step, slow.phase), slow.outcome,
           words::milliseconds(slow.latency_ms), words::milliseconds(slow.lag_ms),
           words::milliseconds(slow.wait_ms), words::milliseconds(slow.service_ms),
           words::milliseconds(slow.delivery_ms), longest_stages(slow.stages_ms),
           words::seconds(slow.due_s), fmt::to_string(slow.request), fmt::to_string(slow.item),
           fmt::to_string(slow.seed)},
          measured ? Mood::plain : Mood::faint};
}

}  // namespace

Table classes_table(const RunResult& run) {
  const words::PointNames names(run);
  const std::string unit = words::unit_of(run);
  if (!unit.empty() && words::without_classes(run)) return {};  // of the points, all of it
  Table table{"Requests by class",
              {{"point", false},
               {"class", false},
               {"requests"},
               {"failed"},
               {"shed"},
               {"mean"},
               {"P50"},
               {"P95"},
               {"P99"},
               {words::first_of(unit) + " P50"},
               {words::first_of(unit) + " P99"},
               {"gap P50"},
               {"gap P99"},
               {unit.empty() ? "units" : unit}},
              {}};
  return filled(std::move(table), run.classes, [&](const ClassRow& row) {
    return Row{
        {names(row.step, row.phase), row.class_name, words::count(row.requests),
         words::count(row.failed), words::count(row.shed), words::milliseconds(row.latency_ms_mean),
         words::milliseconds(row.latency_ms_p50), words::milliseconds(row.latency_ms_p95),
         words::milliseconds(row.latency_ms_p99), words::milliseconds(row.first_result_ms_p50),
         words::milliseconds(row.first_result_ms_p99), words::milliseconds(row.gap_ms_p50),
         words::milliseconds(row.gap_ms_p99), words::rate(row.units_per_s)},
        names.measured(row.step, row.phase) ? Mood::plain : Mood::faint};
  });
}

Table stages_table(const RunResult& run) {
  const words::PointNames names(run);
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
    return Row{{names(row.step, row.phase), row.stage, words::count(row.count),
                words::milliseconds(row.mean_ms), words::milliseconds(row.p50_ms),
                words::milliseconds(row.p95_ms), words::milliseconds(row.p99_ms),
                words::percent(row.share)},
               measured ? Mood::plain : Mood::faint};
  });
}

Table slowest_table(const RunResult& run) {
  const words::PointNames names(run);
  Table table{"Slowest requests",
              {{"#"},
               {"name", false},
               {"point", false},
               {"outcome", false},
               {"latency"},
               {"lag"},
               {"wait"},
               {"service"},
               {"delivery"},
               {"longest stages", false},
               {"due at"},
               {"request"},
               {"item"},
               {"seed"}},
              {}};
  std::size_t number = 0;
  return filled(std::move(table), run.slowest, [&](const SlowRequest& slow) {
    return slow_row(slow, fmt::to_string(++number), names);
  });
}

}  // namespace reports::tables
