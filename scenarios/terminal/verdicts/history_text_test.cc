#include "scenarios/terminal/verdicts/history_text.h"

#include <doctest/doctest.h>

#include <sstream>

#include "harness/gate/history/sample/sample_history.h"
#include "scenarios/terminal/terminal_text.h"

namespace history_text_test {

using namespace scenarios;
using harness::gate::history::history_of;
using harness::gate::history::sample::simulated_gates;

TEST_CASE("the changes stand in a table, the commits on both sides of each") {
  const auto history = history_of(simulated_gates(24, 15, 1.06));
  REQUIRE(history.has_value());
  const std::string text = history_text(*history, "results/history", {.width = 80});
  CHECK(text.starts_with("1 change in 1 of 2 metrics, over 24 gates against v0.1.0 (5dbf763).\n"));
  CHECK(text.find("c000015 (2026-01-15)  c000016 (2026-01-16)") != std::string::npos);
  CHECK(text.ends_with("page:  results/history/report.html\n"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(columns_of(line) <= 80);
}

TEST_CASE("no change is said") {
  const auto history = history_of(simulated_gates(12, 99, 1));
  REQUIRE(history.has_value());
  CHECK(history_text(*history, "x", {}).starts_with("No change in any of 2 metrics"));
}

}  // namespace history_text_test
