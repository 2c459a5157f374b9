// Mixed operations, variable sizes, some documents bad: source 001, scenario 3.
#include <fmt/format.h>

#include "harness/result/outcomes.h"
#include "reports/engines.h"
#include "reports/figure_format.h"
#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/mixed_operations.h"
#include "scenarios/documents/targets/mixed_target.h"
#include "scenarios/general/findings.h"

namespace scenarios::documents::mixed {
namespace {

using harness::result::Point;
using harness::result::RunResult;
using harness::result::StageRow;

/// Without a lead-in: where the warm-up ends is found.
OpenLoad mixed_load(harness::load::Rate rate, harness::Duration length) {
  return {.rate = rate,
          .segments = harness::load::constant("mixed", 1, length),
          .arrivals = harness::load::Arrivals::poisson,
          .waiting = harness::Waiting::sleep};
}

const StageRow* row_of(const RunResult& result, const Point& point, std::string_view stage) {
  for (const StageRow& row : result.stages) {
    if (row.step == point.step && row.phase == point.phase && row.stage == stage) return &row;
  }
  return nullptr;
}

double count_of(const RunResult& result, const Point& point, std::string_view stage) {
  const StageRow* const row = row_of(result, point, stage);
  return row == nullptr ? 0 : row->count.value_or(0);
}

void add_rows(harness::result::TextTable& table, const RunResult& result, const Point& point,
              const std::string& prefix) {
  for (const MixedShare& share : mixed_shares) {
    const StageRow* const row = row_of(result, point, share.name);
    if (row == nullptr || row->count.value_or(0) == 0) continue;
    table.rows.push_back(
        {{prefix + std::string(share.name), reports::count(row->count),
          reports::milliseconds(row->mean_ms), reports::milliseconds(row->p50_ms),
          reports::milliseconds(row->p95_ms), reports::milliseconds(row->p99_ms)}});
  }
}

void find_success(RunResult& result, const Point& point, const std::string& prefix) {
  const double bad = count_of(result, point, "bad document");
  const double failed = point.failed.value_or(0);
  const double good = point.requests.value_or(0) - bad;
  // Who failed is not told; where not just the bad did, the checks say so.
  const std::string failures =
      failed == bad ? fmt::format("all {} bad documents failed, as they must", reports::count(bad))
                    : fmt::format("{} requests failed, {} of bad documents among all",
                                  reports::count(failed), reports::count(bad));
  result.findings.push_back(fmt::format(
      "{}at {}, {} of {} sound requests succeeded ({}); {}; {} shed; memory {} at most.", prefix,
      reports::rate(point.offered_per_s), reports::count(point.ok), reports::count(good),
      reports::percent(good > 0 ? point.ok.value_or(0) / good : 0), failures,
      reports::count(harness::result::whole_phase(result, point).shed),
      reports::mebibytes(point.rss_mib_peak)));
}

void conclude(RunResult& result) {
  compare_document_engines(result);
  harness::result::TextTable table{"Latency by operation",
                                   {"operation", "requests", "mean", "P50", "P95", "P99"},
                                   {},
                                   "From the instant that a request was sent to its end."};
  const bool several = reports::engines_of(result).size() > 1;
  for (const Point* point : measured_points(result)) {
    const std::string prefix = several ? point->engine + ": " : "";
    find_success(result, *point, prefix);
    add_rows(table, result, *point, prefix);
  }
  if (!table.rows.empty()) result.tables.push_back(std::move(table));
}

}  // namespace

Scenario make() {
  return {
      .name = "mixed",
      .question =
          "What does each operation take, and what succeeds, when documents of all sizes, "
          "searches, look-ups, replacements and bad documents come together?",
      .view = harness::result::load_view(),
      .make_target = make_mixed_target,
      .popularity = as_in_life,
      // Of the requests 2 % are bad documents, which must fail; by chance some more of them come.
      .limits = {{"p99<2s", "000.S"}, {"shed<=0%", "default"}, {"errors<=5%", "default"}},
      .quick = document_load(mixed_load(percent_of_capacity(60), 7s), 3s, 250ms),
      .standard = document_load(mixed_load(percent_of_capacity(60), 55s), 6s, 1s),
      .full = document_load(mixed_load(per_second(50), 15min), 0s, 10s),
      .conclude = conclude};
}

}  // namespace scenarios::documents::mixed
