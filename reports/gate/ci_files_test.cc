#include <doctest/doctest.h>

#include "harness/gate/files/sample/sample_gates.h"
#include "reports/gate/annotations.h"
#include "reports/gate/junit.h"
#include "reports/gate/metric_rows.h"
#include "reports/sample/report_fixture.h"

namespace ci_files_test {

using namespace reports::gate;
using namespace reports::sample;
using namespace harness::gate::sample;
using harness::gate::GateResult;
using harness::gate::Kind;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("JUnit XML is well formed whatever the names are") {
  for (const GateResult& gate : {passed_gate(), failed_gate(), inconclusive_gate(), invalid_gate(),
                                 benchmarks_gate(60), hostile_gate()}) {
    CHECK(ids_of(junit_xml(gate)).well_formed);
  }
}

TEST_CASE("a regression is a failure, and the metric that it left undecided is skipped") {
  const std::string xml = junit_xml(failed_gate());
  CHECK(contains(xml, "tests=\"10\" failures=\"2\" errors=\"0\" skipped=\"1\" time=\"312.400\""));
  CHECK(occurrences(xml, "<failure type=\"regressed\"") == 2);
  CHECK(contains(xml, "timestamp=\"2026-03-01T12:00:00\""));
}

TEST_CASE("a list is not all green where the gate is not") {
  CHECK(contains(junit_xml(inconclusive_gate()), "failures=\"0\" errors=\"6\" skipped=\"0\""));
  CHECK(contains(junit_xml(inconclusive_gate()), "<error type=\"inconclusive\""));
  CHECK(contains(junit_xml(invalid_gate()), "tests=\"1\" failures=\"0\" errors=\"1\""));
  CHECK(contains(junit_xml(passed_gate()), "failures=\"0\" errors=\"0\" skipped=\"0\""));
  GateResult missed = passed_gate();
  missed.objectives = {{.objective = "p99<1ms", .verdict = harness::result::Verdict::missed}};
  CHECK(contains(junit_xml(missed), "failures=\"1\""));
}

TEST_CASE("an advisory gate blocks nobody, but is seen") {
  GateResult gate = failed_gate();
  gate.advisory = "the machines differ";
  CHECK(contains(junit_xml(gate), "failures=\"0\" errors=\"0\" skipped=\"3\""));
  CHECK(annotations(gate).starts_with("::warning title=Performance gate%3A FAILED%2C ADVISORY::"));
  CHECK_FALSE(contains(annotations(gate), "::error"));
}

TEST_CASE("annotations name what regressed, with what GitHub wants escaped") {
  const std::string text = annotations(failed_gate());
  CHECK(text.starts_with("::error title=Performance gate%3A FAILED::Failed: P50 latency"));
  CHECK(contains(text, "\n::error title=P50 latency regressed::P50 latency regressed: +"));
  CHECK(contains(text, " %25 ("));
  CHECK(annotations(passed_gate()) ==
        "::notice title=Performance gate%3A PASSED::Passed: no gating metric is worse than its "
        "tolerance.\n");
}

TEST_CASE("no name ends an annotation or begins another") {
  const std::string text = annotations(hostile_gate());
  CHECK(occurrences(text, "\n::") + 1 == occurrences(text, "\n"));
  CHECK(text.find('\r') == std::string::npos);
  for (std::size_t at = 0; (at = text.find("title=", at)) != std::string::npos; ++at) {
    const std::string title = text.substr(at, text.find("::", at) - at);
    CHECK(title.find(',') == std::string::npos);
    CHECK(title.find(':') == std::string::npos);
  }
}

TEST_CASE("at most ten annotations, the last of which tells of the others") {
  GateResult gate = benchmarks_gate(30);
  for (auto& verdict : gate.verdict.metrics) verdict.kind = Kind::regressed;
  const std::string text = annotations(gate);
  CHECK(occurrences(text, "\n") == 10);
  CHECK(contains(text, "22 more are on the gate's page"));
}

TEST_CASE("a metric's figures are in the unit that its name tells") {
  const auto in_words = [](const char* name, double figure, double quantile = 0) {
    return figure_in_words(figure, {.name = name, .quantile = quantile});
  };
  CHECK(in_words("p99", 1.5e6, 0.99) == "1.5 ms");
  CHECK(figure_in_words(1500, {.name = "BM_sort", .unit = "ns"}) == "1.5 \u00b5s");
  CHECK(in_words("throughput_per_s", 1500) == "1.5k/s");
  CHECK(in_words("cpu_us_per_request", 98.3) == "98.3 \u00b5s");
  CHECK(in_words("rss_mib_peak", 2048) == "2 GiB");
  CHECK(in_words("allocated_bytes_per_request", 3072) == "3 KiB");
  CHECK(in_words("cache_hit_ratio", 0.875) == "87.5 %");
  CHECK(in_words("BM_Parse/8", 12.34) == "12.3");
}

TEST_CASE("a change is a percentage up to a doubling") {
  CHECK(change(1.0613) == "+6.13 %");
  CHECK(change(0.9) == "\u221210 %");
  CHECK(change(1.00001) == "0 %");
  CHECK(change(2.4) == "2.4x");
  CHECK(change(0.25) == "0.25x");
}

TEST_CASE("rows come by what has to be acted on, and say the middle process's figures") {
  const GateResult gate = benchmarks_gate(60);
  const auto rows = metric_rows(gate);
  REQUIRE(rows.size() == 60);
  CHECK(rows[0].name == "BM_Sample/50");
  CHECK(rows[0].word == "regressed");
  CHECK(rows[0].verdict->kind == Kind::regressed);
  CHECK(rows[1].word == "same");
  GateResult one = gate;
  one.pairs.resize(3);
  const double figures[] = {3, 100, 1};
  for (int i = 0; i < 3; ++i) one.pairs[i].base.figures["BM_Sample/50"] = figures[i];
  CHECK(metric_rows(one)[0].base == "3");
  one.pairs.resize(2);
  CHECK(metric_rows(one)[0].base == "51.5");
}

}  // namespace ci_files_test
