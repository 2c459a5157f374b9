// A search, a sweep and engines side by side: the terminal, the page, Markdown and the CSV files
// call a point by one name and tell the same of it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "harness/figure_text.h"
#include "harness/result/columns.h"
#include "harness/result/csv.h"
#include "harness/result/outcomes.h"
#include "reports/html_page.h"
#include "reports/markdown_page.h"
#include "reports/words/escape.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "reports/words/point_names.h"
#include "reports/words/refused.h"
#include "scenarios/general/findings.h"
#include "scenarios/terminal/result_table.h"

namespace four_outputs_test {

namespace {

using harness::result::Estimated;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using Texts = std::vector<std::string>;

/// The figures of a point that all four show, in the words of people.
struct Shown {
  const char* terminal;  // the terminal's heading
  const char* page;      // the page's
  std::function<std::string(const Point&)> words;
};
const std::vector<Shown> figures{
    {"achieved", "achieved", [](const Point& p) { return reports::words::rate(p.achieved_per_s); }},
    {"P50", "P50", [](const Point& p) { return reports::words::milliseconds(p.latency_ms_p50); }},
    {"P95", "P95", [](const Point& p) { return reports::words::milliseconds(p.latency_ms_p95); }},
    {"P99", "P99", [](const Point& p) { return reports::words::milliseconds(p.latency_ms_p99); }},
    {"shed", "shed",
     [](const Point& p) { return reports::words::count_and_share(p.shed, p.requests); }},
    {"failed", "failed", [](const Point& p) {
       return reports::words::count_and_share(p.failed, harness::result::accepted(p));
     }}};

/// The texts between `from` and `to`, one after the other.
Texts between(const std::string& text, const std::string& from, const std::string& to) {
  Texts found;
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos;) {
    at += from.size();
    found.push_back(text.substr(at, text.find(to, at) - at));
  }
  return found;
}

std::string lines_with(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  std::string found;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(start)) found += line + "\n";
  }
  return found;
}

std::string tabled(const std::string& text, const std::string& from) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != text.npos, from);
  return text.substr(at);
}

/// A CSV's cell by its column's name; the fixtures have no quotes.
std::string csv_cell(const std::string& csv, std::size_t row, const std::string& column) {
  std::istringstream lines(csv);
  std::string header;
  std::string line;
  std::getline(lines, header);
  for (std::size_t i = 0; i <= row; ++i) std::getline(lines, line);
  std::istringstream names(header);
  std::istringstream cells(line);
  std::string cell;
  for (std::string name; std::getline(names, name, ',');) {
    std::getline(cells, cell, ',');
    if (name == column) return cell;
  }
  return "no such column";
}

Point point(std::string engine, std::string step, std::string phase, double rate, double p50_ms) {
  Point one;
  one.engine = std::move(engine);
  one.step = std::move(step);
  one.phase = std::move(phase);
  one.requests = 8 * rate;
  one.failed = 3;
  one.shed = 1 * rate;
  one.ok = 7 * rate - 3;
  one.offered_per_s = rate;
  one.achieved_per_s = rate * 7 / 8;
  one.latency_ms_p50 = p50_ms;
  one.latency_ms_p95 = p50_ms * 3.456;
  one.latency_ms_p99 = p50_ms * 12.3456;
  one.latency_ms_p50_low = p50_ms * 0.9;
  one.latency_ms_p50_high = p50_ms * 1.2;
  one.achieved_per_s_low = rate * 0.85;
  one.achieved_per_s_high = rate * 0.9;
  return one;
}

RunResult sweep() {
  RunResult run;
  run.scenario = "batch-sweep";
  run.view = harness::result::sweep_view();
  for (const double size : {1.0, 5.0, 50.0}) {
    Point one = point("v2", fmt::format("batch {}", size), "measured", 1234.5 * size, 0.7 * size);
    one.batch_size = size;
    run.points.push_back(one);
  }
  scenarios::conclude_batch_sweep(run);
  return run;
}

RunResult workers() {
  RunResult run;
  run.scenario = "worker-sweep";
  run.view = harness::result::sweep_view();
  for (const double count : {1.0, 2.0, 4.0}) {
    Point one = point("v2", fmt::format("{} workers", count), "measured", 999.9 * count, 7 / count);
    one.workers = count;
    run.points.push_back(one);
  }
  scenarios::conclude_worker_sweep(run);
  return run;
}

RunResult side_by_side() {
  RunResult run;
  run.scenario = "steady";
  run.view = harness::result::load_view();
  run.capacity_per_s = 2345.6;
  run.points = {point("v1", "capacity", "measured", 2345.6, 9),
                point("v1", "v1", "steady", 1407, 9.87), point("v2", "v2", "steady", 1407, 1.2345)};
  run.points[0].measured = false;
  run.points[2].achieved_per_s = 1401;
  scenarios::conclude_load(run);
  return run;
}

RunResult swept_side_by_side() {
  RunResult run;
  run.scenario = "batch-sweep";
  run.view = harness::result::sweep_view();
  for (const double size : {1.0, 5.0}) {
    for (const std::string engine : {"v1", "v2"}) {
      Point one = point(engine, fmt::format("{} batch {}", engine, size), "measured",
                        (engine == "v1" ? 111.1 : 777.7) * size, size);
      one.batch_size = size;
      run.points.push_back(one);
    }
  }
  scenarios::conclude_batch_sweep(run);
  return run;
}

/// Its probes, its curve and what it found.
RunResult search() {
  RunResult run;
  run.scenario = "capacity";
  run.view = harness::result::search_view();
  run.points = {point("v2", "probe 1", "probe", 9000, 3),
                point("v2", "probe 2", "probe", 7700.4, 1),
                point("v2", "90 % of it", "curve", 6944, 0.5)};
  run.estimates = {{"highest rate", 7716.0, 7605.0, 7810.0, "/s", "held up to there"}};
  run.findings = {"The highest rate that holds p99<=1ms: " + harness::rate_text(7716) + "."};
  return run;
}

struct Outputs {
  std::string terminal, html, markdown, csv;
};

Outputs outputs_of(const RunResult& run) {
  return {scenarios::result_text(run, "x", scenarios::Terminal{}), reports::html_page(run, {}),
          reports::markdown_page(run, {}),
          harness::result::write_csv(std::span<const Point>(run.points),
                                     harness::result::point_columns())};
}

/// The row of a point in the page's and in Markdown's table of measured points.
std::string html_row(const std::string& html, const std::string& name) {
  const std::string table = tabled(html, "<caption>Measured points");
  const std::size_t row = table.find("<td>" + reports::words::html_text(name) + "</td>");
  REQUIRE_MESSAGE(row != table.npos, name);
  return table.substr(row, table.find("</tr>", row) - row);
}

std::string markdown_row(const std::string& markdown, const std::string& name) {
  const std::string table = tabled(markdown, "### Measured points");
  const std::size_t row = table.find("\n| " + reports::words::markdown_text(name) + " |");
  REQUIRE_MESSAGE(row != table.npos, name);
  return table.substr(row + 1, table.find('\n', row + 1) - row);
}

}  // namespace

TEST_CASE("a point has one name and the same figures in the terminal, both pages and the CSV") {
  for (const RunResult& run :
       {search(), sweep(), workers(), side_by_side(), swept_side_by_side()}) {
    CAPTURE(run.scenario);
    const Outputs all = outputs_of(run);
    const reports::words::PointNames names(run);
    for (std::size_t i = 0; i < run.points.size(); ++i) {
      const Point& row = run.points[i];
      const Point one = row.measured ? harness::result::whole_phase(run, row) : row;
      const std::string name = names(one.step, one.phase);
      CAPTURE(name);
      const std::string html = html_row(all.html, name);
      const std::string markdown = markdown_row(all.markdown, name);
      const std::string terminal = lines_with(all.terminal, "  " + name + "  ");
      if (one.measured) {
        CHECK(std::count(terminal.begin(), terminal.end(), '\n') == 1);
      } else {
        CHECK(terminal.empty());  // what is not judged stands on the pages alone
      }
      CHECK(csv_cell(all.csv, i, "step") == one.step);
      CHECK(csv_cell(all.csv, i, "phase") == one.phase);
      for (const Shown& figure : figures) {
        const std::string words = figure.words(one);
        CAPTURE(figure.page);
        CHECK(html.find(">" + reports::words::html_text(words) + "<") != html.npos);
        CHECK(markdown.find("| " + reports::words::markdown_text(words)) != markdown.npos);
        // Where there is no room for all columns, the terminal's table spares some.
        const std::size_t head = all.terminal.find("  achieved");
        const std::size_t start = all.terminal.rfind('\n', head) + 1;
        const std::string headings =
            all.terminal.substr(start, all.terminal.find('\n', head) - start) + " ";
        const bool spared = headings.find(fmt::format(" {} ", figure.terminal)) == headings.npos;
        if (one.measured && !spared) CHECK(terminal.find(" " + words) != terminal.npos);
      }
      // The CSV has all the digits; rounded, they are what people read.
      CHECK(reports::words::rate(std::stod(csv_cell(all.csv, i, "achieved_per_s"))) ==
            reports::words::rate(one.achieved_per_s));
      CHECK(reports::words::milliseconds(std::stod(csv_cell(all.csv, i, "latency_ms_p99"))) ==
            reports::words::milliseconds(one.latency_ms_p99));
      CHECK(std::stod(csv_cell(all.csv, i, "shed")) == *row.shed);
    }
  }
}

TEST_CASE("what was refused in a warm-up that was cut off is in each figure of what was refused") {
  RunResult run;
  run.scenario = "steady";
  run.view = harness::result::load_view();
  run.points = {point("v2", "load", "steady, warm-up", 1000, 5),
                point("v2", "load", "steady", 1000, 5)};
  run.points[0].measured = false;
  run.points[1].shed = 0;
  run.points[1].warm_up_s = 8;
  scenarios::conclude_load(run);
  const Outputs all = outputs_of(run);
  const std::string words = "1k (6.25 %)";  // of 16,000, half of them cut off
  CHECK(lines_with(all.terminal, "  steady  ").find(words) != std::string::npos);
  CHECK(html_row(all.html, "steady").find(words) != std::string::npos);
  CHECK(markdown_row(all.markdown, "steady").find(words) != std::string::npos);
  for (const std::string& text : {all.terminal, all.html, all.markdown}) {
    CHECK(text.find("6.25 % refused") != std::string::npos);
  }
  CHECK(csv_cell(all.csv, 1, "shed") == "0");  // of the window alone; the cut has a row of its own
  CHECK(all.csv.find("\"steady, warm-up\"") != std::string::npos);
}

TEST_CASE("findings call points by the names of the tables, and stand word for word everywhere") {
  for (const RunResult& run : {search(), sweep(), workers(), side_by_side()}) {
    const Outputs all = outputs_of(run);
    REQUIRE_FALSE(run.findings.empty());
    for (const std::string& finding : run.findings) {
      CAPTURE(finding);
      CHECK(all.html.find(reports::words::html_text(finding)) != all.html.npos);
      CHECK(all.terminal.find(finding.substr(0, 40)) != all.terminal.npos);
    }
    CHECK(all.markdown.find(reports::words::markdown_text(run.findings[0])) != all.markdown.npos);
  }
  const RunResult run = side_by_side();
  CHECK(run.findings.back().starts_with("v2: at 1.41k/s (60 % of capacity), P99 15.2 ms"));
  CHECK(run.findings.back().find("12.5 % refused (1.41k of 11.3k)") != std::string::npos);
}

TEST_CASE(
    "a change and a factor read the same in a finding, an estimate and the table of engines") {
  for (const RunResult& run : {side_by_side(), swept_side_by_side()}) {
    const Outputs all = outputs_of(run);
    REQUIRE_FALSE(run.estimates.empty());
    const std::string engines = tabled(all.html, "<caption>Engines side by side");
    const std::string engines_markdown = tabled(all.markdown, "### Engines side by side");
    for (const Estimated& estimate : run.estimates) {
      const std::string words = reports::words::in_words(estimate);
      CAPTURE(estimate.name);
      CAPTURE(words);
      bool found = false;
      for (const std::string& finding : run.findings) {
        found = found || finding.find(" " + words) != finding.npos;
      }
      CHECK(found);
      CHECK(engines.find(">" + words + "<") != engines.npos);
      CHECK(engines_markdown.find("| " + words + " |") != engines_markdown.npos);
      CHECK(all.terminal.find(estimate.name + ": " + words) != all.terminal.npos);
    }
  }
}

TEST_CASE("what a search found is written alike in its finding, its estimate and its figure") {
  const Outputs all = outputs_of(search());
  for (const std::string& text : {all.terminal, all.html, all.markdown}) {
    CHECK(text.find("holds p99") != text.npos);
    CHECK(between(text, "7.7", "/s").size() >= 3);  // 7.72k/s, and a probe at 7.7k/s
    CHECK(text.find("7716") == text.npos);
  }
}

TEST_CASE("the capacity that percentages are of is told everywhere") {
  const Outputs all = outputs_of(side_by_side());
  for (const std::string& text : {all.terminal, all.html, all.markdown}) {
    CHECK(text.find("2.35k/s") != text.npos);
  }
}

}  // namespace four_outputs_test
