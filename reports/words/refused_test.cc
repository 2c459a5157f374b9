#include "reports/words/refused.h"

#include <doctest/doctest.h>

#include "reports/headline.h"
#include "reports/html_page.h"
#include "reports/markdown_page.h"
#include "reports/plot/plots.h"
#include "reports/sample/sample_run.h"

namespace refused_test {

using namespace reports;
using namespace reports::sample;
using namespace reports::tables;
using namespace reports::words;
using harness::result::Point;
using harness::result::RunResult;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a count stands with its share, none with none") {
  CHECK(count_and_share(9508.0, 950021.0) == "9.51k (1 %)");
  CHECK(count_and_share(0.0, 950021.0) == "0");
  CHECK(count_and_share({}, 950021.0) == not_measured);
  CHECK(count_and_share(5.0, {}) == "5");
  CHECK(count_and_share(5.0, 4.0) == "5");
  CHECK(count_and_share(-5.0, 4.0) == "-5");
}

TEST_CASE("what was refused is said where it was, and nothing where nothing was") {
  RunResult run = sample_load();
  CHECK(refused(run, "load", "burst") == "66 % refused");
  CHECK(refused(run, "load", "steady").empty());
  CHECK(refused(run, "load", "no such phase").empty());
  CHECK(
      refusal_sentence(run) ==
      "Latencies are of requests that ended ok: up to 66 % of the requests were refused (burst).");
  for (Point& point : run.points) point.shed = 0;
  CHECK(refusal_sentence(run).empty());
  CHECK(refused(run, Point{}).empty());
}

TEST_CASE("no page shows a latency without what was refused beside it") {
  const RunResult run = sample_load();
  for (const KeyFigure& figure : headline(run).figures) {
    if (figure.name.starts_with("highest P")) CHECK(contains(figure.where, "burst, 66 % refused"));
  }
  const std::string html = html_page(run, {});
  CHECK(contains(html, "<td class=\"n\">237 ms<small>20 % refused</small></td>"));
  CHECK(contains(html, "up to 66 % of the requests were refused (burst)"));
  const std::string markdown = markdown_page(run, {});
  CHECK(contains(markdown, "| 237 ms (20 % refused) |"));
  CHECK(contains(markdown, "| burst, 66 % refused |"));
  for (const sheet::Plot& plot : plot::plots_of(run)) {
    if (plot.name.starts_with("latency")) CHECK(contains(plot.caption, "66 % of the requests"));
  }
}

}  // namespace refused_test
