#include "scenarios/documents/findings/formats_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/result/counter_names.h"
#include "reports/words/engines.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/targets/document_counters.h"
#include "scenarios/general/findings.h"

namespace scenarios {
namespace {

using harness::result::counted_per_s;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using reports::words::Measure;

/// Of a counter of bytes.
std::string megabytes_per_s(const RunResult& result, const Point& point, const char* name) {
  const Figure rate = counted_per_s(result, point, name);
  return rate ? reports::words::plain(*rate / 1e6) + " MB/s" : reports::words::not_measured;
}

std::string with_interval(const Point& point) {
  const std::string beside = reports::words::short_interval(
      {point.achieved_per_s, point.achieved_per_s_low, point.achieved_per_s_high}, Measure::per_s);
  return reports::words::rate(point.achieved_per_s) + (beside.empty() ? "" : " " + beside);
}

void add_table(RunResult& result, const std::vector<Point*>& points) {
  harness::result::TextTable table{
      "Each format",
      {"format", "documents", "source", "text", "pages", "P50", "P99", "peak RSS", "failed"},
      {},
      "The same texts in each format. Pages are those of a PDF, the chapters of an EPUB and the "
      "files of a DOCX; another document is one. P50 and P99 are latencies with 16 clients at "
      "once. Memory is that of all processes."};
  for (const Point* point : points) {
    table.rows.push_back(
        {{point->step, with_interval(*point),
          megabytes_per_s(result, *point, counter::source_bytes),
          megabytes_per_s(result, *point, counter::text_bytes),
          reports::words::rate(counted_per_s(result, *point, counter::pages)),
          reports::words::milliseconds(point->latency_ms_p50),
          reports::words::milliseconds(point->latency_ms_p99),
          reports::words::mebibytes(point->rss_mib_peak), reports::words::count(point->failed)}});
  }
  result.tables.push_back(std::move(table));
}

/// One engine's points, in the order of its steps.
using Formats = std::vector<const Point*>;

void find_dearest(RunResult& result, const std::string& prefix, const Formats& alone) {
  const auto slower = [](const Point* a, const Point* b) {
    return a->achieved_per_s.value_or(0) < b->achieved_per_s.value_or(0);
  };
  const auto [slow, fast] = std::minmax_element(alone.begin(), alone.end(), slower);
  if ((*slow)->achieved_per_s.value_or(0) <= 0) return;
  result.findings.push_back(fmt::format(
      "{}the same texts take longest as {}: {}, {} of text; as {} they go {} as fast ({}, {}).",
      prefix, (*slow)->setting, reports::words::rate((*slow)->achieved_per_s),
      megabytes_per_s(result, **slow, counter::text_bytes), (*fast)->setting,
      reports::words::times(*(*fast)->achieved_per_s / *(*slow)->achieved_per_s),
      reports::words::rate((*fast)->achieved_per_s),
      megabytes_per_s(result, **fast, counter::text_bytes)));
  const Point& largest = **std::max_element(alone.begin(), alone.end(), [](auto* a, auto* b) {
    return a->rss_mib_peak.value_or(0) < b->rss_mib_peak.value_or(0);
  });
  result.findings.push_back(fmt::format("{}most memory: {}, {}.", prefix, largest.setting,
                                        reports::words::mebibytes(largest.rss_mib_peak)));
}

/// Of formats in equal numbers: the time of a document is the mean of theirs.
void find_mixture(RunResult& result, const std::string& prefix, const Formats& alone,
                  const Point& mixed) {
  double time = 0;
  for (const Point* point : alone) {
    if (point->achieved_per_s.value_or(0) <= 0) return;
    time += 1 / *point->achieved_per_s / static_cast<double>(alone.size());
  }
  if (mixed.achieved_per_s.value_or(0) <= 0) return;
  result.findings.push_back(fmt::format(
      "{}mixed, {}; formats one after the other would come to {}, so the mixture goes {} as fast.",
      prefix, with_interval(mixed), reports::words::rate(1 / time),
      reports::words::times(*mixed.achieved_per_s * time)));
}

void find_failures(RunResult& result, const std::vector<Point*>& points) {
  std::string text;
  for (const Point* point : points) {
    if (point->failed.value_or(0) <= 0) continue;
    text += fmt::format("{}{} of {} as {}", text.empty() ? "" : ", ",
                        reports::words::count(point->failed),
                        reports::words::count(point->requests), point->step);
  }
  result.findings.push_back(text.empty() ? "No document failed in any format."
                                         : "Documents failed: " + text + ".");
}

}  // namespace

void conclude_formats(RunResult& result) {
  compare_document_engines(result);
  const std::vector<Point*> points = measured_points(result);
  if (points.empty()) return;
  const bool several = reports::words::engines_of(result).size() > 1;
  for (const std::string& engine : reports::words::engines_of(result)) {
    const std::string prefix = several ? engine + ": " : "";
    Formats alone;
    const Point* mixed = nullptr;
    for (const Point* point : points) {
      if (point->engine != engine) continue;
      if (point->setting == all_mixed) {
        mixed = point;
      } else {
        alone.push_back(point);
      }
    }
    if (alone.empty()) continue;
    if (alone.size() > 1) find_dearest(result, prefix, alone);
    if (mixed != nullptr) find_mixture(result, prefix, alone, *mixed);
  }
  find_failures(result, points);
  add_table(result, points);
}

}  // namespace scenarios
