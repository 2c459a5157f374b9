#include "scenarios/documents/findings/faults_findings.h"

#include <doctest/doctest.h>

namespace faults_findings_test {

using harness::result::ClassRow;
using harness::result::Point;
using harness::result::RunResult;

namespace {

void add(RunResult& run, const std::string& trouble, double ok, double recovered, double set_aside,
         double lost = 0) {
  Point point;
  point.engine = "v2";
  point.step = point.setting = trouble;
  point.series = "documents";
  point.requests = 1'000;
  point.ok = ok + recovered;
  point.failed = set_aside;
  point.shed = 1'000 - ok - recovered - set_aside - lost;
  point.achieved_per_s = 500;
  run.points.push_back(point);
  for (const auto& [name, count] :
       {std::pair("undisturbed", ok), {"recovered", recovered}, {"set aside", set_aside}}) {
    ClassRow row;
    row.step = trouble;
    row.class_name = name;
    row.requests = count;
    row.latency_ms_p99 = 12;
    run.classes.push_back(row);
  }
}

bool tells(const RunResult& run, const std::string& part) {
  for (const std::string& finding : run.findings) {
    if (finding.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what recovered is told of what met a fault, and nothing is lost") {
  RunResult run;
  add(run, scenarios::no_faults, 1'000, 0, 0);
  add(run, "errors", 600, 390, 10);
  add(run, scenarios::poison, 950, 0, 50);
  scenarios::conclude_faults(run);
  CHECK(tells(run, "none of 3k documents was lost."));
  CHECK(tells(run, "errors: 390 of 400 documents that met a fault recovered (97.5 %"));
  CHECK(tells(run, "poison: 0 of 50 documents"));
  CHECK(tells(run, "50 were set aside"));
  CHECK(tells(run, "with errors the engine does 500/s instead of 500/s"));
  REQUIRE(run.tables.size() == 1);
  REQUIRE(run.tables[0].rows.size() == 3);
  CHECK(run.tables[0].rows[1].cells.at(2) == "400");
  CHECK(run.tables[0].rows[1].cells.at(6) == "0");
}

TEST_CASE("a document that never ended is called lost") {
  RunResult run;
  add(run, scenarios::no_faults, 1'000, 0, 0);
  add(run, "errors", 500, 400, 0, 3);
  run.points.back().shed = 97;
  scenarios::conclude_faults(run);
  CHECK(tells(run, "3 of 2k documents were LOST."));
}

TEST_CASE("without a measured step nothing is said") {
  RunResult run;
  scenarios::conclude_faults(run);
  CHECK(run.findings.empty());
  CHECK(run.tables.empty());
}

}  // namespace faults_findings_test
