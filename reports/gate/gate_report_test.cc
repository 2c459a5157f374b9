#include "reports/gate/gate_report.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/gate/files/gate_files.h"
#include "harness/gate/files/sample/sample_gates.h"
#include "reports/gate/gate_markdown.h"
#include "reports/gate/gate_page.h"
#include "reports/gate/ratio_plots.h"
#include "reports/sample/report_fixture.h"

namespace gate_report_test {

using namespace reports::gate;
using namespace reports::sample;
using namespace harness::gate;
using namespace harness::gate::sample;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string page_of(const GateResult& gate) {
  return gate_page(gate, {});
}

std::vector<std::string> names_of(const std::vector<reports::sheet::Plot>& plots) {
  std::vector<std::string> names;
  for (const auto& plot : plots) names.push_back(plot.name);
  return names;
}

}  // namespace

TEST_CASE("a gate's folder gets its pages from its files, and again") {
  const TemporaryFolder folder;
  const GateResult gate = failed_gate();
  REQUIRE(files::write_gate(gate, folder.path()).has_value());
  fs::create_directories(folder.path() / "plots");
  write_file(folder.path() / "plots" / "gate_pairs_4.svg", "of an earlier report");
  const auto written = write_gate_report(folder.path());
  REQUIRE_MESSAGE(written.has_value(), (written ? "" : written.error().message));
  const std::string page = read_file(folder.path() / "report.html");
  CHECK(contains(page, "FAILED"));
  CHECK(contains(page, "href=\"verdict.json\""));
  CHECK(contains(page, "href=\"pairs.csv\""));
  CHECK(contains(page, "href=\"gate.md\""));
  CHECK_FALSE(contains(page, "report.md"));
  CHECK(occurrences(page, "<svg") == 2 * ratio_plots(gate).size());
  CHECK_FALSE(fs::exists(folder.path() / "plots" / "gate_pairs_4.svg"));
  CHECK(ids_of(read_file(folder.path() / "plots" / "gate_pairs_1.svg")).well_formed);
  CHECK(ids_of(read_file(folder.path() / "junit.xml")).well_formed);
  CHECK(read_file(folder.path() / "gate.md") == gate_markdown(gate));
}

TEST_CASE("without gnuplot there is a page all the same, and the error says so") {
  const TemporaryFolder folder;
  const OtherPath nothing((folder.path() / "nowhere").string());
  const auto written = write_gate_report(passed_gate(), folder.path());
  REQUIRE_FALSE(written.has_value());
  CHECK(contains(written.error().message, "gnuplot"));
  CHECK(contains(read_file(folder.path() / "report.html"), "Not all plots could be drawn"));
  CHECK(fs::exists(folder.path() / "junit.xml"));
}

TEST_CASE("the first screen has the verdict and every metric, what regressed first") {
  const std::string page = page_of(failed_gate());
  const std::size_t contents = page.find("<nav");
  CHECK(page.find("Failed: P50 latency") < contents);
  CHECK(page.find("P50 latency</td>") < page.find("Throughput</td>"));
  CHECK(page.find("Cache hit ratio</td>") < contents);
  CHECK(contains(page_of(passed_gate()), "badge good\">PASSED"));
  CHECK(contains(page_of(inconclusive_gate()), "badge doubtful\">INCONCLUSIVE"));
  CHECK(contains(page_of(invalid_gate()), "crashed (signal 11)"));
}

TEST_CASE("what a name holds does nothing to the page or the comment") {
  const std::string page = page_of(hostile_gate());
  CHECK_FALSE(contains(page, "<b onmouseover"));
  CHECK_FALSE(contains(page, "</script>"));
  GateResult gate = hostile_gate();
  gate.command.clear();  // stands in a fence, where nothing is markup
  const std::string comment = gate_markdown(gate);
  CHECK_FALSE(contains(comment, "<b onmouseover"));
  CHECK_FALSE(contains(comment, "http://"));
  CHECK(occurrences(comment, "<details>") == 1);
  CHECK(occurrences(comment, "</details>") == 1);
}

TEST_CASE("a comment begins with the verdict and always fits") {
  CHECK(gate_markdown(failed_gate()).starts_with("**Failed: P50 latency, P99 latency regressed"));
  GateResult gate = benchmarks_gate(300);
  const std::string usual = gate_markdown(gate);
  CHECK(usual.size() < 20'000);
  CHECK(contains(usual, "| BM\\_Sample/50 | REGRESSED |"));
  CHECK(contains(usual, "260 more in pairs.csv"));
  const std::string worst(5'000, '#');
  for (Verdict& verdict : gate.verdict.metrics) verdict.metric.label = verdict.sentence = worst;
  gate.verdict.sentence = gate.command = gate.advisory = worst;
  gate.base = gate.candidate = {worst, worst, worst, worst, worst, worst};
  for (int i = 0; i < 300; ++i) {
    gate.warnings.push_back(worst);
    gate.parameters.emplace_back(worst, worst);
    gate.environment.emplace_back(worst, worst);
    gate.objectives.push_back({worst, worst, worst, worst, {}, 1, worst});
  }
  CHECK(gate_markdown(gate).size() <= longest_comment);
}

TEST_CASE("a gating metric's pairs are drawn, those of the confirmation apart") {
  const GateResult gate = failed_gate();
  const auto plots = ratio_plots(gate);
  CHECK(names_of(plots) ==
        std::vector<std::string>{"gate_metrics", "gate_pairs_1", "gate_pairs_2"});
  const auto& panel = plots[1].sheet.panels[0];
  CHECK(panel.y.label == "P50 latency");
  const auto line = [&](const std::string& label) {
    for (const auto& one : panel.lines) {
      if (one.label == label) return one;
    }
    FAIL(label);
    return panel.lines[0];
  };
  CHECK(line("a pair").spots.size() == gate.pairs.size());
  CHECK(line("a fresh pair").spots.size() == gate.fresh_pairs.size());
  CHECK(line("a fresh pair").spots[0].x > line("a pair").spots.back().x);
  const double base = gate.pairs[0].base.figures.at("latency_ms_p50");
  const double candidate = gate.pairs[0].candidate.figures.at("latency_ms_p50");
  CHECK(*line("a pair").spots[0].y == doctest::Approx(candidate / base));
  const auto estimate = line("estimate and interval").spots.at(0);
  CHECK(*estimate.low < *estimate.y);
  CHECK(*estimate.high > *estimate.y);
  CHECK(panel.bars[0].bars[0].top == doctest::Approx(1.05));
  CHECK(panel.bars[1].bars[0].top == doctest::Approx(1.01));
}

TEST_CASE("of a throughput the ratio is the candidate's over the base's, and down is worse") {
  const GateResult gate = failed_gate();
  const auto plots = ratio_plots(gate);
  const auto& panel = plots[1].sheet.panels[2];
  REQUIRE(panel.y.label == "Throughput");
  const double base = gate.pairs[0].base.figures.at("throughput_per_s");
  const double candidate = gate.pairs[0].candidate.figures.at("throughput_per_s");
  CHECK(*panel.lines[1].spots[0].y == doctest::Approx(candidate / base));
  CHECK(panel.notes.at(0).text.ends_with("worse"));
  CHECK(panel.notes.at(0).y < 1);
}

TEST_CASE("of hundreds of metrics those that regressed are drawn, and how many are not is said") {
  const auto plots = ratio_plots(benchmarks_gate(300));
  CHECK(plots.size() == 5);
  CHECK(contains(plots[0].caption, "260 more metrics are not drawn"));
  CHECK(contains(plots.back().caption, "288 more gating metrics are not drawn"));
  CHECK(ratio_plots(invalid_gate()).empty());
}

TEST_CASE("a change axis holds what was asked for, with a tic where nothing changed") {
  for (const auto& [low, high] :
       {std::pair(0.999, 1.001), std::pair(0.9, 1.3), std::pair(0.2, 40.0), std::pair(0.0, 1e9)}) {
    const auto axis = change_axis("", low, high);
    CHECK(axis.low > 0);
    CHECK(axis.low < std::max(low, 0.001));
    CHECK(axis.high > std::min(high, 1000.0));
    CHECK(axis.tics.size() >= 3);
    CHECK(std::any_of(axis.tics.begin(), axis.tics.end(),
                      [](const auto& tic) { return tic.at == 1 && tic.label == "0 %"; }));
  }
}

}  // namespace gate_report_test
