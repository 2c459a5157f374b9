#include "scenarios/terminal/verdicts/gate_text.h"

#include <doctest/doctest.h>

#include <sstream>

#include "harness/gate/files/sample/sample_gates.h"
#include "scenarios/terminal/terminal_text.h"

namespace gate_text_test {

using namespace scenarios;
using namespace harness::gate;
using namespace harness::gate::sample;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string text_of(const GateResult& gate, std::size_t width = 100, bool colour = false) {
  return gate_text(gate, "results/runs/x", {.width = width, .colour = colour});
}

}  // namespace

TEST_CASE("a red gate says so, then which metric, by how much, and where the page is") {
  const std::string text = text_of(failed_gate());
  CHECK(text.starts_with("FAILED  steady on documents, v2: this build"));
  CHECK(contains(text, "against v0.1.0"));
  CHECK(contains(text, "regressed"));
  CHECK(contains(text, "95 % interval"));
  CHECK(contains(text, "confirmed by fresh pairs of programs linked anew"));
  CHECK(contains(text, "same *"));
  CHECK(contains(text, "* advisory"));
  CHECK(contains(text, "met         p99<=500ms"));
  CHECK(text.ends_with("files: results/runs/x\npage:  results/runs/x/report.html\n"));
  CHECK(text.find("P50 latency") < text.find("Peak memory"));  // what regressed comes first
}

TEST_CASE("an inconclusive gate says why, and what would help") {
  const std::string text = text_of(inconclusive_gate());
  CHECK(text.starts_with("INCONCLUSIVE"));
  CHECK(contains(text, "would have been found"));
  CHECK(contains(text, "what to do: "));
  CHECK(contains(text_of(invalid_gate()), "INVALID"));
  CHECK(contains(text_of(invalid_gate()), "crashed (signal 11)"));
  CHECK_FALSE(contains(text_of(passed_gate()), "what to do"));
}

TEST_CASE("colours are for terminals only") {
  CHECK_FALSE(contains(text_of(failed_gate()), "\033"));
  CHECK(contains(text_of(failed_gate(), 100, true), "\033[1;37;41mFAILED"));
  CHECK(contains(text_of(passed_gate(), 100, true), "\033[32mPASSED"));
}

TEST_CASE("no line is longer than the terminal is wide, and base and candidate stay at 80") {
  for (const std::size_t width : {40U, 60U, 80U, 100U}) {
    for (const GateResult& gate : {failed_gate(), inconclusive_gate(), invalid_gate(),
                                   benchmarks_gate(60), hostile_gate()}) {
      std::istringstream lines(text_of(gate, width));
      for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("files: ") || line.starts_with("page:  ")) continue;
        CHECK_MESSAGE(columns_of(line) <= width, line);
      }
    }
  }
  CHECK(contains(text_of(failed_gate(), 80), "1.04 ms"));
}

TEST_CASE("of very many metrics those that regressed are shown, and how many more there are") {
  const std::string text = text_of(benchmarks_gate(150));
  CHECK(contains(text, "BM_Sample/50 "));
  CHECK(contains(text, "110 more metrics are on the page"));
}

}  // namespace gate_text_test
