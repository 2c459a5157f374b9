// Mixed operations, variable sizes, some documents bad: source 001, scenario 3.
#include <fmt/format.h>

#include "harness/result/outcomes.h"
#include "reports/words/engines.h"
#include "reports/words/figure_format.h"
#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/mixed_operations.h"
#include "scenarios/documents/targets/mixed_target.h"
#include "scenarios/general/findings.h"

namespace scenarios::documents::mixed {
namespace {

using harness::result::Point;
using harness::result::RunResult;

/// Without a lead-in: where the warm-up ends is found.
OpenLoad mixed_load(harness::schedule::Rate rate, harness::Duration length) {
  return {.rate = rate,
          .segments = harness::schedule::constant("mixed", 1, length),
          .arrivals = harness::schedule::Arrivals::poisson,
          .waiting = harness::Waiting::sleep};
}

/// How many requests there were of the operation.
double count_of(const RunResult& result, const Point& point, std::string_view operation) {
  for (const harness::result::ClassRow& row : result.classes) {
    if (row.step != point.step || row.phase != point.phase) continue;
    if (row.class_name == operation) return row.requests.value_or(0);
  }
  return 0;
}

void find_success(RunResult& result, const Point& point, const std::string& prefix) {
  const double bad = count_of(result, point, "bad document");
  const double failed = point.failed.value_or(0);
  const double good = point.requests.value_or(0) - bad;
  // Who failed is not told; where not just the bad did, the checks say so.
  const std::string failures =
      failed == bad
          ? fmt::format("all {} bad documents failed, as they must", reports::words::count(bad))
          : fmt::format("{} requests failed, {} of bad documents among all",
                        reports::words::count(failed), reports::words::count(bad));
  result.findings.push_back(fmt::format(
      "{}at {}, {} of {} sound requests succeeded ({}); {}; {} shed; memory {} at most.", prefix,
      reports::words::rate(point.offered_per_s), reports::words::count(point.ok),
      reports::words::count(good),
      reports::words::percent(good > 0 ? point.ok.value_or(0) / good : 0), failures,
      reports::words::count(harness::result::whole_phase(result, point).shed),
      reports::words::mebibytes(point.rss_mib_peak)));
}

void conclude(RunResult& result) {
  compare_document_engines(result);
  const bool several = reports::words::engines_of(result).size() > 1;
  for (const Point* point : measured_points(result)) {
    const std::string prefix = several ? point->engine + ": " : "";
    find_success(result, *point, prefix);
  }
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
