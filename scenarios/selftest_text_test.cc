#include "scenarios/selftest_text.h"

#include <doctest/doctest.h>

#include <sstream>

#include "scenarios/terminal_text.h"

using harness::result::Check;
using harness::result::CheckState;
using harness::result::KnownAnswer;
using harness::result::RunResult;
using scenarios::selftest_text;

namespace {

KnownAnswer answer(const std::string& model, const std::string& quantile) {
  return {.model = model,
          .quantile = quantile,
          .theory_ms = 0.2,
          .measured_ms = 0.21,
          .relative_error = 0.05,
          .interval_low_ms = {},
          .interval_high_ms = {}};
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the terminal: each model's name once, its figures, what failed and why") {
  RunResult run;
  run.question = "Fit?";
  run.findings = {"Not fit to measure: stalls."};
  run.known_answers = {answer("M/M/1, rho 0.5", "p50"), answer("M/M/1, rho 0.5", "mean")};
  run.checks = {{"stalls", CheckState::failed, 0.5, 0.02, "Half of the time was lost."},
                {"clock", CheckState::passed, {}, {}, "It never went back."}};
  const std::string text = selftest_text(run, "folder");
  CHECK(text.find("M/M/1, rho 0.5") == text.rfind("M/M/1, rho 0.5"));
  CHECK(says(text, "+5.00 %"));
  CHECK(says(text, "1 of 2 checks passed"));
  CHECK(says(text, "failed   stalls: Half of the time was lost."));
  CHECK_FALSE(says(text, "never went back"));
  CHECK(says(text, "folder/report.html"));
}

TEST_CASE("figures that are not there are a dash, and no line is wider than 100 columns") {
  RunResult run;
  run.question = std::string(300, 'q');
  run.findings = {std::string(250, 'f')};
  KnownAnswer huge = answer(std::string(200, 'm'), "p99.9");
  huge.theory_ms.reset();
  huge.measured_ms = 1.23456e300;
  huge.relative_error.reset();
  run.known_answers = {huge};
  run.checks = {{"a", CheckState::failed, {}, {}, std::string(400, 's')}};
  run.warnings = {std::string(150, 'w')};
  const std::string text = selftest_text(run, "f");
  CHECK(says(text, " -"));
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) CHECK(scenarios::columns_of(line) <= 100);
}
