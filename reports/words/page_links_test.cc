#include "reports/words/page_links.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "reports/html_page.h"
#include "reports/markdown_page.h"
#include "reports/sample/report_fixture.h"
#include "reports/sample/sample_run.h"

namespace page_links_test {

using namespace reports;
using namespace reports::sample;
using namespace reports::tables;
using namespace reports::words;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A project with a page of claims, and a run deep within it.
fs::path make_project(const fs::path& root) {
  const fs::path run = root / "results" / "runs" / "x";
  fs::create_directories(run);
  fs::create_directories(root / "scenarios");
  write_file(root / "scenarios" / "CLAIMS.md",
             "| <a id=\"claim-000.S\"></a>000.S | x |\n| <a id=\"claim-evil\"></a> |\n");
  write_file(root / "results" / "README.md", "# files\n");
  write_file(run / "run.json", "{}");
  write_file(run / "summary.csv", "");
  return run;
}

}  // namespace

TEST_CASE("a run within a project links to its files, their columns and the claims") {
  const TemporaryFolder folder;
  const PageLinks links = links_from(make_project(folder.path()));
  CHECK(links.schema == "../../../results/README.md");
  CHECK(links.claims == "../../../scenarios/CLAIMS.md");
  CHECK(links.claim("000.S") == "../../../scenarios/CLAIMS.md#claim-000.S");
  CHECK(links.claim("000.4").empty());
  CHECK(links.claim("evil").empty());
  std::vector<std::string> names;
  for (const RunFile& file : links.files) names.push_back(file.name);
  CHECK(names == std::vector<std::string>{"summary.csv", "run.json", "report.md"});
}

TEST_CASE("a run anywhere else links to its own files alone") {
  const TemporaryFolder folder;
  write_file(folder.path() / "run.json", "{}");
  const PageLinks links = links_from(folder.path());
  CHECK(links.claims.empty());
  CHECK(links.claim("000.S").empty());
  CHECK(links.files.size() == 2);
}

TEST_CASE("the pages link claims where they can, and say the word where they can't") {
  const TemporaryFolder folder;
  const PageLinks links = links_from(make_project(folder.path()));
  auto run = sample_load();
  run.findings = {"000.S claims that P99 < 500 ms."};
  const std::string html = html_page(run, {}, links);
  const std::string target = "../../../scenarios/CLAIMS.md#claim-000.S";
  CHECK(contains(html, "<td><a href=\"" + target + "\">claim 000.S</a></td>"));
  CHECK(contains(html, "<a href=\"" + target + "\">000.S</a> claims that P99 &lt; 500 ms."));
  CHECK(contains(html, "<a href=\"summary.csv\">summary.csv</a>"));
  CHECK(contains(html, "<a href=\"../../../results/README.md\">"));
  CHECK(contains(markdown_page(run, {}, links), "| [claim 000.S](<" + target + ">) |"));
  CHECK(contains(html_page(run, {}), "<td>claim 000.S</td>"));
  CHECK(contains(html_page(run, {}), "scenarios/CLAIMS.md says what the claims are"));
  CHECK(contains(markdown_page(run, {}), "| claim 000.S |"));
}

TEST_CASE(
    "the list of contents names each section and plot, and each of its links leads somewhere") {
  auto run = sample_load();
  run.failures = {{"load", "peak", "malformed", 7, "a.html: no end"}};
  const std::string html = html_page(run, render_plots(run));
  std::size_t links = 0;
  for (std::size_t at = 0; (at = html.find("href=\"#", at)) != html.npos; ++links) {
    at += 7;
    const std::string id = html.substr(at, html.find('"', at) - at);
    if (html.compare(at - 18, 5, "xlink") == 0) continue;
    CAPTURE(id);
    CHECK(occurrences(html, " id=\"" + id + "\"") == 1);
  }
  CHECK(links > 20);
  const std::string nav = html.substr(html.find("<nav"), html.find("</nav>") - html.find("<nav"));
  for (const char* part :
       {">Verdicts</a>", ">Failures</a>", ">Plots</a>", ">Latency over time</a>", ">Figures</a>",
        ">Measured points</a>", ">Trust</a>", ">Made with</a>"}) {
    CAPTURE(part);
    CHECK(contains(nav, part));
  }
  CHECK_FALSE(contains(nav, "Files"));  // none were found
}

TEST_CASE("reasons of failures are told, the commonest first, ten at most") {
  auto run = sample_load();
  CHECK_FALSE(contains(html_page(run, {}), "Why requests failed"));
  for (std::uint64_t i = 0; i < 12; ++i) {
    run.failures.push_back({"load", "peak", "reason " + std::to_string(i), 100 + i, "a <b>.html"});
  }
  run.failures.push_back({"load", "burst", "", 5000, ""});
  for (const std::string& page : {html_page(run, {}), markdown_page(run, {})}) {
    CHECK(contains(page, "no reason told"));
    CHECK(page.find("5k") < page.find("reason 11"));
    CHECK(page.find("reason 11") < page.find("reason 10"));
    CHECK(contains(page, "reason 3"));
    CHECK_FALSE(contains(page, "reason 2"));
    CHECK(contains(page, "The 10 commonest of 13; all are in failures.csv."));
    CHECK(contains(page, "a &lt;b&gt;.html"));
  }
}

}  // namespace page_links_test
