#include "reports/plot/known_answers.h"

#include <doctest/doctest.h>

#include <cmath>

namespace known_answers_test {

using namespace reports::plot;
using namespace reports::sheet;

TEST_CASE("a quantile's errors stand at its queues' rows, with their intervals about 0") {
  RunResult run;
  run.known_answers = {{"M/M/1", "p50", 2.0, 2.04, 0.02, 1.9, 2.2},
                       {"M/M/1", "p99", 10.0, 9.0, -0.1, {}, {}},
                       {"M/D/1", "p50", 1.0, 1.0, 0.0, 0.99, 1.01},
                       {"M/G/1", "p50", {}, 1.0, {}, 0.9, 1.1}};
  const auto plot = known_answer_errors(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  REQUIRE(panel.y.tics.size() == 2);  // M/G/1 has no closed form
  CHECK(panel.y.tics[1].label == "M/D/1");
  REQUIRE(panel.lines.size() == 2);
  const Line& p50 = panel.lines[0];
  CHECK(p50.label == "P50");
  REQUIRE(p50.spots.size() == 2);
  CHECK(p50.spots[0].x == 0.02);
  CHECK(*p50.spots[0].low == doctest::Approx(-0.05));
  CHECK(*p50.spots[0].high == doctest::Approx(0.1));
  CHECK(std::round(*p50.spots[1].y) == 2);
  CHECK_FALSE(panel.lines[1].spots.at(0).low);
  CHECK(panel.x.low == doctest::Approx(-panel.x.high));
  CHECK(panel.x.high >= 0.1);
  REQUIRE(panel.marks.size() == 1);
  CHECK(panel.marks[0].x == 0);
}

TEST_CASE("without a theory there is nothing to be off") {
  RunResult run;
  CHECK_FALSE(known_answer_errors(run));
  run.known_answers = {{"M/G/1", "p50", {}, 1.0, {}, 0.9, 1.1},
                       {"x", "p50", 0.0, 1.0, 0.5, {}, {}}};
  CHECK_FALSE(known_answer_errors(run));
}

TEST_CASE("however many queues and quantiles, the plot stays readable") {
  RunResult run;
  for (int model = 0; model < 100; ++model) {
    for (int quantile = 0; quantile < 20; ++quantile) {
      run.known_answers.push_back(
          {std::to_string(model), std::to_string(quantile), 1.0, 1.0, 0.0, 0.5, 1e300});
    }
  }
  const auto plot = known_answer_errors(run);
  REQUIRE(plot);
  CHECK(plot->sheet.panels[0].y.tics.size() == 40);
  CHECK(plot->sheet.panels[0].lines.size() == 8);
  CHECK(plot->sheet.height <= 2000);
  CHECK(plot->sheet.panels[0].x.tics.size() < 20);
}

}  // namespace known_answers_test
