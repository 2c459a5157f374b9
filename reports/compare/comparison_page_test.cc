#include "reports/compare/comparison_page.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "reports/compare/compared_plots.h"
#include "reports/compare/comparison_json.h"
#include "reports/compare/written_comparison.h"
#include "reports/sample/report_fixture.h"
#include "reports/sample/sample_run.h"

namespace comparison_page_test {

using namespace reports::compare;
using namespace reports::sample;

namespace {

Comparison two_loads(const std::string& name = "one") {
  auto comparison = compare_runs({{name, sample_load()}, {"two", sample_load()}});
  REQUIRE(comparison);
  return std::move(*comparison);
}

std::size_t position(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  REQUIRE_MESSAGE(at != text.npos, part);
  return at;
}

}  // namespace

TEST_CASE("the page tells first that it is advisory and what differs, then figures") {
  auto other = sample_load();
  other.environment = {{"cpu", "another"}};
  auto comparison = compare_runs({{"one", sample_load()}, {"two", std::move(other)}});
  REQUIRE(comparison);
  const ComparisonPage page = page_of(*comparison);
  for (const std::string& text : {html(page, {}), markdown(page, {})}) {
    const std::size_t advisory_at = position(text, "Advisory");
    const std::size_t differences = text.rfind("What the runs differ in");
    CHECK(advisory_at < differences);
    CHECK(differences < text.rfind("P99.9"));
  }
}

TEST_CASE("the page is whole XML-like, with every link leading somewhere, whatever names hold") {
  const std::string page = html(page_of(two_loads("<b>&\"'")), {});
  CHECK(page.find("<b>&") == std::string::npos);
  const Ids ids =
      ids_of(page.substr(page.find("<main>"), page.find("</body>") - page.find("<main>")));
  CHECK(ids.well_formed);
  for (const std::string& used : ids.used) {
    CHECK(std::find(ids.given.begin(), ids.given.end(), used) != ids.given.end());
  }
}

TEST_CASE("files: a page, Markdown and the plots") {
  const TemporaryFolder folder;
  const Comparison comparison = two_loads();
  REQUIRE(write_comparison(page_of(comparison), compared_plots(comparison), folder.path()));
  for (const char* const name : {"compare.html", "compare.md", "plots/compared_percentiles.svg",
                                 "plots/compared_points.svg", "plots/compared_over_time.svg"}) {
    CAPTURE(name);
    CHECK(std::filesystem::file_size(folder.path() / name) > 100);
  }
}

TEST_CASE("without gnuplot the pages are there and say so") {
  const TemporaryFolder folder;
  const OtherPath nothing("/nonexistent");
  const Comparison comparison = two_loads();
  CHECK_FALSE(write_comparison(page_of(comparison), compared_plots(comparison), folder.path()));
  CHECK(read_file(folder.path() / "compare.html").find("Not all plots") != std::string::npos);
  CHECK(std::filesystem::exists(folder.path() / "compare.md"));
}

TEST_CASE("JSON has what the tables have") {
  const auto all = nlohmann::json::parse(json(two_loads()));
  CHECK(all["runs"].size() == 2);
  const auto& figure = all["points"][0]["figures"][0];
  CHECK(figure["name"] == "throughput");
  CHECK(figure["values"].size() == 2);
  CHECK(figure["ratios_to_first"][0]["value"] == 1);
  const auto benchmarks = compare_benchmarks({{"a.json", {{"x", std::vector<double>(12, 1)}}},
                                              {"b.json", {{"x", std::vector<double>(12, 2)}}}},
                                             0.05);
  REQUIRE(benchmarks);
  const auto judged = nlohmann::json::parse(json(*benchmarks));
  CHECK(judged["against_first"][0]["benchmarks"][0]["verdict"] == "regressed");
  CHECK(judged["against_first"][0]["benchmarks"][0]["ratio"] == 2);
}

}  // namespace comparison_page_test
