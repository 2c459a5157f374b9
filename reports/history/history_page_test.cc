#include "reports/history/history_page.h"

#include <doctest/doctest.h>

#include "harness/gate/history/sample/sample_history.h"
#include "reports/history/trend_plots.h"
#include "reports/sample/report_fixture.h"

namespace history_page_test {

using namespace reports::history;
using namespace reports::sample;
using harness::gate::history::History;
using harness::gate::history::history_of;
using harness::gate::history::sample::simulated_gates;

namespace {

History sample() {
  return *history_of(simulated_gates(24, 15, 1.06));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a history says what changed, by how much and between which commits") {
  const auto rows = change_rows(sample());
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].metric == "P50 latency");
  CHECK(rows[0].size.starts_with("+"));
  CHECK(rows[0].worse);
  CHECK(rows[0].last_before == "c000015 (2026-01-15)");
  CHECK(rows[0].first_after == "c000016 (2026-01-16)");
  CHECK(history_sentence(sample()) ==
        "1 change in 1 of 2 metrics, over 24 gates against v0.1.0 (5dbf763).");
  CHECK(history_sentence(*history_of(simulated_gates(12, 99, 1))) ==
        "No change in any of 2 metrics, over 12 gates against v0.1.0 (5dbf763).");
}

TEST_CASE("the trend is drawn with its levels and a line at the change") {
  const auto plots = trend_plots(sample());
  REQUIRE(plots.size() == 1);
  REQUIRE(plots[0].sheet.panels.size() == 2);
  const auto& panel = plots[0].sheet.panels[0];
  REQUIRE(panel.marks.size() == 1);
  CHECK(panel.marks[0].x == doctest::Approx(15.5));
  CHECK(panel.marks[0].label.starts_with("+"));
  CHECK(panel.lines[1].spots.size() == 24);
  CHECK(plots[0].sheet.panels[1].marks.empty());
}

TEST_CASE("a history has a page, and a run's or gate's folder is not written over") {
  const TemporaryFolder folder;
  REQUIRE(write_history(sample(), folder.path() / "history").has_value());
  const std::string page = read_file(folder.path() / "history" / "report.html");
  CHECK(contains(page, "c000016"));
  CHECK(occurrences(page, "<svg") == 2);
  CHECK(ids_of(read_file(folder.path() / "history" / "plots" / "history_1.svg")).well_formed);
  write_file(folder.path() / "verdict.json", "{}");
  const auto refused = write_history(sample(), folder.path());
  REQUIRE_FALSE(refused.has_value());
  CHECK(contains(refused.error().message, "verdict.json"));
}

TEST_CASE("commits and places are escaped") {
  auto gates = simulated_gates(8, 99, 1);
  gates[0].gate.candidate.commit = gates[0].place = "<b>'$`\"&</b>";
  const History history = *history_of(gates);
  CHECK_FALSE(contains(history_page(history, {}), "<b>"));
  const TemporaryFolder folder;
  CHECK(write_history(history, folder.path()).has_value());
}

}  // namespace history_page_test
