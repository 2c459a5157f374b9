#include "reports/report.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/result/run_files.h"
#include "reports/html_page.h"
#include "reports/markdown_page.h"
#include "reports/plot/plots.h"
#include "reports/sample/report_fixture.h"
#include "reports/sample/sample_run.h"

namespace report_test {

using namespace reports;
using namespace reports::sample;
using namespace reports::tables;
using namespace reports::words;
using namespace harness::result;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string html_of(const RunResult& run) {
  return html_page(run, {});
}
std::string markdown_of(const RunResult& run) {
  return markdown_page(run, {});
}

/// Every table of a Markdown page has rows of one width, a rule below its headings.
bool tables_are_even(const std::string& page) {
  std::size_t width = 0;
  std::size_t row = 0;
  for (std::size_t start = 0; start < page.size();) {
    const std::size_t end = std::min(page.find('\n', start), page.size());
    std::string line = page.substr(start, end - start);
    start = end + 1;
    if (!line.starts_with('|')) {
      row = 0;
      continue;
    }
    const std::size_t bars = occurrences(line, "|") - occurrences(line, "\\|");
    if (row == 0) width = bars;
    if (bars != width || (row == 1 && line.find_first_not_of("|:- ") != std::string::npos)) {
      return false;
    }
    ++row;
  }
  return true;
}

}  // namespace

TEST_CASE("a run's folder gets its plots and pages, and no other files") {
  const TemporaryFolder folder;
  const fs::path run_folder = folder.path() / "run";
  auto files = RunFolder::create(run_folder);
  REQUIRE(files);
  REQUIRE(files->finish(sample_batch_sweep()));
  fs::create_directories(run_folder / "plots");
  write_file(run_folder / "plots" / "generator_lag.svg", "of an earlier report");
  write_file(run_folder / "plots" / "mine.svg", "somebody else's");
  const auto written = write_report(run_folder);
  REQUIRE_MESSAGE(written, (written ? "" : written.error().message));
  const std::string html = read_file(run_folder / "report.html");
  const std::string markdown = read_file(run_folder / "report.md");
  CHECK(contains(html, "sample-batch-sizes"));
  CHECK(contains(markdown, "sample-batch-sizes"));
  CHECK(ids_of(read_file(run_folder / "plots" / "sweep_curves.svg")).well_formed);
  // Each for wide and for narrow screens.
  CHECK(occurrences(html, "<svg") == 2 * occurrences(markdown, "](plots/"));
  CHECK(read_file(run_folder / "plots" / "mine.svg") == "somebody else's");
  CHECK(read_file(run_folder / "plots" / "generator_lag.svg") != "of an earlier report");
  for (const auto& entry : fs::directory_iterator(run_folder / "plots")) {
    CHECK(entry.path().extension() == ".svg");
  }
}

TEST_CASE("a folder that is no run is an error that names it") {
  const TemporaryFolder folder;
  const auto written = write_report(folder.path());
  REQUIRE_FALSE(written);
  CHECK(contains(written.error().message, folder.path().string()));
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("without gnuplot the pages are written and say so, and plots that are there stale go") {
  const TemporaryFolder folder;
  const OtherPath nowhere(folder.path().string());
  fs::create_directories(folder.path() / "plots");
  write_file(folder.path() / "plots" / "latency_over_time.svg", "stale");
  const auto written = write_report(sample_load(), folder.path());
  REQUIRE_FALSE(written);
  CHECK(contains(written.error().message, "gnuplot was not found"));
  CHECK(contains(read_file(folder.path() / "report.html"), "gnuplot was not found"));
  CHECK(contains(read_file(folder.path() / "report.md"), "gnuplot was not found"));
  CHECK(contains(read_file(folder.path() / "report.html"), "sample-phases"));
  CHECK_FALSE(fs::exists(folder.path() / "plots" / "latency_over_time.svg"));
}

TEST_CASE("a folder that can't be written is an error") {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", "");
  const OtherPath nowhere("/nonexistent");  // no need to draw anything
  CHECK_FALSE(write_report(sample_load(), folder.path() / "file"));
}

TEST_CASE("names from outside are text on every page and in every plot") {
  RunResult run = sample_load();
  const std::string evil = "</style></title><script>alert(1)</script>|`'\"&\n%s\\ \xff";
  run.scenario = run.question = run.command = run.form = evil;
  run.findings = run.warnings = {evil};
  run.parameters = run.environment = {{evil, evil}};
  for (Point& point : run.points) point.phase += evil;
  for (TimelineRow& row : run.timeline) row.phase += evil;
  for (Distribution& one : run.distributions) one.phase += evil;
  for (StageRow& row : run.stages) row.phase += evil, row.stage += evil;
  for (SlowRequest& slow : run.slowest) {
    slow.name = slow.outcome = evil;
    slow.stages_ms = {{evil, 1.0}};
  }
  for (Check& check : run.checks) check.name = check.sentence = evil;
  for (auto& counter : run.counters) counter.name = counter.unit = counter.help = evil;
  for (auto& row : run.counted) row.phase += evil, row.counter = row.unit = evil;
  for (ObjectiveResult& one : run.objectives) one.objective = one.sentence = one.source = evil;
  run.estimates = {{evil, 1.0, 0.5, 2.0, evil, evil}};
  run.known_answers = {{evil, evil, 1.0, 1.0, 0.0, 0.9, 1.1}};
  const RenderedPlots plots = render_plots(run);
  REQUIRE_MESSAGE(!plots.trouble, plots.trouble->message);
  CHECK(plots.plots.size() == 13);
  for (const RenderedPlot& plot : plots.plots) {
    CHECK(ids_of(plot.svg).well_formed);
    CHECK_FALSE(contains(plot.svg, "<script"));
  }
  const std::string html = html_page(run, plots);
  CHECK_FALSE(contains(html, "<script"));
  CHECK(occurrences(html, "</style>") == 1);
  CHECK(occurrences(html, "</title>") == occurrences(html, "<title>"));
  const std::string markdown = markdown_page(run, plots);
  CHECK_FALSE(contains(markdown.substr(0, markdown.find("### How to run")), "<script"));
  CHECK(tables_are_even(markdown));
}

TEST_CASE("a command's backticks can't close its fence") {
  RunResult run;
  run.command = "echo ````";
  CHECK(contains(markdown_of(run), "\n`````\necho ````\n`````\n"));
}

TEST_CASE("Markdown tables have rows of one width and rules") {
  for (const RunResult& run : {sample_load(), sample_batch_sweep(), sample_worker_sweep(),
                               sample_overhead(), sample_capacity(), sample_selftest()}) {
    CHECK(tables_are_even(markdown_of(run)));
    CHECK(contains(markdown_of(run), "| :--- |"));
  }
}

TEST_CASE("invalid and cut-short runs show it first") {
  RunResult run = sample_load();
  CHECK(contains(html_of(run), "<span class=\"badge good\">VALID</span>"));
  CHECK(markdown_of(run).starts_with("## sample-phases: VALID\n"));
  run.cut_short = true;
  CHECK(contains(html_of(run), "<span class=\"badge bad\">CUT SHORT</span>"));
  CHECK(markdown_of(run).starts_with("## sample-phases: CUT SHORT\n"));
  run.checks[0].state = CheckState::failed;
  run.checks[0].sentence = "The generator was late.";
  CHECK(contains(html_of(run), "<span class=\"badge bad\">INVALID, CUT SHORT</span>"));
  CHECK(contains(html_of(run),
                 "<p class=\"alarm\"><strong>INVALID, CUT SHORT.</strong> These figures "
                 "can&#39;t be trusted: The generator was late."));
  CHECK(contains(markdown_of(run),
                 "**INVALID, CUT SHORT. These figures can't be trusted: The generator was late."));
}

TEST_CASE("an empty run gives pages that say so, and no plots") {
  const RunResult run;
  CHECK(plot::plots_of(run).empty());
  CHECK(contains(html_of(run), "Nothing was measured."));
  CHECK(contains(html_of(run), "</html>"));
  CHECK(contains(markdown_of(run), "Nothing was measured."));
}

TEST_CASE("the page loads nothing from elsewhere") {
  const std::string html = html_page(sample_worker_sweep(), render_plots(sample_worker_sweep()));
  CHECK_FALSE(contains(html, "src="));
  CHECK_FALSE(contains(html, "<link"));
  CHECK_FALSE(contains(html, "@import"));
  CHECK_FALSE(contains(html, "<script"));
  CHECK(occurrences(html, "http") == occurrences(html, "http://www.w3.org/"));  // name spaces
}

TEST_CASE("the pages tell intervals, parts, estimates and known answers") {
  const std::string load = html_of(sample_load());
  CHECK(contains(load, "<dd class=\"interval\">"));
  CHECK(contains(load, "Beneath a figure: its 95 % interval."));
  CHECK(contains(load, "Where a request&#39;s time went"));
  CHECK(contains(markdown_of(sample_load()), "### Where a request's time went"));
  CHECK(contains(html_of(sample_worker_sweep()), "<td>contention</td>"));
  CHECK(contains(markdown_of(sample_worker_sweep()), "| contention | 0.31 |"));
  CHECK(contains(html_of(sample_selftest()), "<span class=\"badge good\">FIT TO MEASURE</span>"));
  CHECK(contains(markdown_of(sample_selftest()), "## sample-selftest: FIT TO MEASURE"));
  CHECK(contains(markdown_of(sample_selftest()), "### Known answers"));
  CHECK_FALSE(contains(html_of(sample_selftest()), "Beneath a figure"));
}

}  // namespace report_test
