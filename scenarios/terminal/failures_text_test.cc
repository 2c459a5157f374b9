#include "scenarios/terminal/failures_text.h"

#include <doctest/doctest.h>

#include <sstream>

#include "scenarios/terminal/terminal_text.h"

namespace failures_text_test {

using harness::result::RunResult;
using scenarios::failures_text;

namespace {

RunResult failing() {
  RunResult run;
  run.points.resize(3);
  run.points[0].step = "capacity";
  run.points[0].measured = false;
  run.points[1].step = "a";
  run.points[2].step = "b";
  run.failures = {{"capacity", "", "malformed", 1000, "bad.pdf"},
                  {"a", "", "malformed", 190, "bad.pdf: no trailer"},
                  {"a", "", "out of memory", 3, ""},
                  {"b", "", "malformed", 200, "worse.pdf"}};
  return run;
}

}  // namespace

TEST_CASE("the reasons of what failed while it was measured, the commonest first") {
  CHECK(failures_text(failing(), 100) ==
        "  393 failed: 390 malformed (bad.pdf: no trailer), 3 out of memory\n");
  CHECK(failures_text({}, 100).empty());
}

TEST_CASE("a target that tells no reason, and one with many") {
  RunResult run = failing();
  run.failures = {{"a", "", "", 7, "request 12"}};
  CHECK(failures_text(run, 100) == "  7 failed: 7 without a reason (request 12)\n");
  run.failures.clear();
  for (std::uint64_t i = 0; i < 6; ++i)
    run.failures.push_back({"a", "", std::string(1, static_cast<char>('a' + i)), 9 - i, ""});
  CHECK(failures_text(run, 100) ==
        "  39 failed: 9 a, 8 b, 7 c, 6 d, 5 e, and for 1 more reason, see failures.csv\n");
}

TEST_CASE("what a target says fits the terminal and can't command it") {
  RunResult run = failing();
  run.failures[1].reason = std::string(150, 'r') + "\033[2J\n";
  run.failures[1].example = std::string(300, 'e');
  for (const std::size_t width : {40, 60, 80, 100}) {
    const std::string text = failures_text(run, width);
    CHECK(text.find('\033') == text.npos);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      CHECK(scenarios::columns_of(line) <= width);
    }
  }
}

}  // namespace failures_text_test
