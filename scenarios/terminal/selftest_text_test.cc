#include "scenarios/terminal/selftest_text.h"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

#include "scenarios/terminal/terminal_text.h"

namespace selftest_text_test {

using harness::result::CheckState;
using harness::result::RunResult;
using scenarios::selftest_text;
using scenarios::Terminal;

namespace {

/// As the self-test says it on a busy machine.
RunResult busy() {
  RunResult run;
  run.findings = {
      "This machine can measure now: P50 from 0.2 ms and P99 from 8 ms on are right within 5 %.",
      "Fit to measure: 80 known answers, and no check failed.",
      "Largest error of a mean, P50, P95 or P99: 0.81 % in virtual time, 30.2 % in real time.",
      "Clock: 20.1 ns a reading, steps of 1 ns (clock_gettime: 25.0 ns, 1 ns).",
      "Sleeping 100 us: late by 58 \u00b5s (P50), 1.2 ms (P99), 4.1 ms at most.",
      "Spinning: core 0 lost 12.11 % of its time.",
      "Spinning: core 1 lost 10.02 % of its time."};
  run.checks = {{"a", CheckState::passed, {}, {}, "fine"},
                {"b", CheckState::warned, {}, {}, "not so fine"},
                {"c", CheckState::warned, {}, {}, "nor this"}};
  run.warnings = {"The governor is powersave."};
  return run;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("ten lines at most, and the first says what this machine can measure") {
  RunResult run = busy();
  std::vector<std::string> lines = lines_of(selftest_text(run, "results/runs/x", {}));
  CHECK(lines.size() <= 10);
  CHECK(lines[0] == run.findings[0]);
  CHECK(lines[5] == "validity: valid, 1 of 3 checks passed, 3 warnings (--verbose shows all)");
  run.checks.push_back({"d: p99", CheckState::failed, {}, {}, "far off"});
  lines = lines_of(selftest_text(run, "results/runs/x", {}));
  CHECK(lines.size() <= 10);
  CHECK(lines[5].starts_with("validity: INVALID, 1 of 4"));
  CHECK(lines[6] == "failed  d: p99: far off");
  CHECK(lines.back() == "page:  results/runs/x/report.html");
}

TEST_CASE("it fits a narrow terminal") {
  for (const std::size_t width : {40, 60, 80}) {
    const std::string text = selftest_text(busy(), "x", Terminal{.width = width});
    for (const std::string& line : lines_of(text)) CHECK(scenarios::columns_of(line) <= width);
  }
}

}  // namespace selftest_text_test
