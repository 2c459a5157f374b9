#include "scenarios/documents/findings/formats_findings.h"

#include <doctest/doctest.h>

#include <utility>

#include "scenarios/documents/targets/document_counters.h"

namespace formats_findings_test {

using harness::result::Point;
using harness::result::RunResult;

namespace {

void add(RunResult& run, const std::string& format, double per_s, double failed = 0) {
  Point point;
  point.engine = "v2";
  point.step = point.setting = format;
  point.series = "documents";
  point.requests = 100;
  point.ok = 100 - failed;
  point.failed = failed;
  point.achieved_per_s = per_s;
  point.rss_mib_peak = 1'000 / per_s;
  run.points.push_back(point);
  for (const auto& [name, rate] : {std::pair(scenarios::counter::text_bytes, per_s / 50 * 1e6),
                                   std::pair(scenarios::counter::pages, per_s * 10)}) {
    run.counted.push_back({.step = format, .phase = "", .counter = name, .kind = "total"});
    run.counted.back().per_s = rate;
  }
}

bool tells(const RunResult& run, const std::string& part) {
  for (const std::string& finding : run.findings) {
    if (finding.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the dearest format is named, and what the mixture comes to") {
  RunResult run;
  add(run, "text", 400);
  add(run, "pdf", 100);
  add(run, scenarios::all_mixed, 200);
  scenarios::conclude_formats(run);
  CHECK(
      tells(run, "the same texts take longest as pdf: 100/s, 2 MB/s of text; as text they go 4x"));
  CHECK(tells(run, "most memory: pdf, 10 MiB."));
  // A document of each takes 2.5 + 10 ms: 160 a second.
  CHECK(tells(run, "come to 160/s, so the mixture goes 1.25x as fast"));
  CHECK(tells(run, "No document failed in any format."));
  REQUIRE(run.tables.size() == 1);
  CHECK(run.tables[0].rows.size() == 3);
  CHECK(run.tables[0].rows[1].cells.at(4) == "1k/s");
}

TEST_CASE("formats whose documents failed are named") {
  RunResult run;
  add(run, "text", 400);
  add(run, "pdf", 100, 7);
  scenarios::conclude_formats(run);
  CHECK(tells(run, "Documents failed: 7 of 100 as pdf."));
  CHECK_FALSE(tells(run, "No document failed"));
}

TEST_CASE("nothing measured, nothing said") {
  RunResult run;
  scenarios::conclude_formats(run);
  CHECK(run.findings.empty());
  CHECK(run.tables.empty());
}

}  // namespace formats_findings_test
