#include "reports/plot/effects.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "reports/plot/plots.h"
#include "reports/sample/sample_run.h"
#include "reports/sheet/gnuplot.h"
#include "reports/sheet/sheet_script.h"

namespace effects_test {

using harness::result::Effect;
using namespace reports::sample;
using namespace reports::words;
using namespace reports::plot;
using namespace reports::sheet;

namespace {

const Line* line_of(const Plot& plot, const std::string& label) {
  for (const Line& line : plot.sheet.panels.at(0).lines) {
    if (line.label == label) return &line;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("each optimisation and metric is a row, its claims and its measurement in it") {
  const auto plot = claims_and_effects(sample_ablation(), effect_groups(sample_ablation()).added,
                                       "ablation_added");
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  REQUIRE(panel.y.tics.size() == 5);
  CHECK(panel.y.tics[0].label == "v1 against itself: throughput");
  CHECK(panel.y.tics[1].label == "xxh3 keys, not MD5: lookup time");
  const Line* const claimed = line_of(*plot, "claimed");
  REQUIRE(claimed != nullptr);
  CHECK(claimed->spots.at(0).x == doctest::Approx(0.9));
  CHECK(claimed->spots.at(0).y == 2);
  const Line* const holds = line_of(*plot, "measured: claim holds");
  REQUIRE(holds != nullptr);
  CHECK(holds->spots.at(0).x == doctest::Approx(0.69));
  CHECK(has_whiskers(*holds));
  CHECK(line_of(*plot, "measured: it does not")->spots.size() == 2);
  CHECK(line_of(*plot, "measured: no verdict")->spots.size() == 2);
}

TEST_CASE("the axis holds everything and names no effect") {
  const auto plot = claims_and_effects(sample_ablation(), effect_groups(sample_ablation()).together,
                                       "ablation_together");
  REQUIRE(plot);
  const Axis& x = plot->sheet.panels.at(0).x;
  bool none = false;
  for (const Tic& tic : x.tics) none = none || (tic.at == 1 && tic.label == "no effect");
  CHECK(none);
  for (const Line& line : plot->sheet.panels.at(0).lines) {
    for (const Spot& spot : line.spots) {
      CHECK(spot.x > x.low);
      CHECK(spot.x < x.high);
    }
  }
}

TEST_CASE("the ladder leads from v1 through every rung") {
  const auto plot = ladder(sample_ablation());
  REQUIRE(plot);
  const Line* const throughput = line_of(*plot, "throughput");
  REQUIRE(throughput != nullptr);
  CHECK(throughput->spots.size() == 4);
  CHECK(throughput->spots[0].x == 1);
  CHECK(throughput->spots[3].x == doctest::Approx(6.4));
  CHECK(line_of(*plot, "P99")->spots.size() == 4);
}

TEST_CASE("levels, and what was not measured, have no place among ratios") {
  RunResult run;
  Effect level;
  level.against = "v1";
  level.scale = "level";
  level.measured = 0.9;
  Effect nothing;
  nothing.against = "v1";
  nothing.scale = "ratio";
  run.effects = {level, nothing};
  CHECK_FALSE(claims_and_effects(run, effect_groups(run).added, "ablation_added"));
  CHECK_FALSE(ladder(run));
}

TEST_CASE("an ablation's plots are its own, and draw") {
  const auto plots = plots_of(sample_ablation());
  REQUIRE(plots.size() == 4);
  for (const Plot& one : plots) {
    CHECK(std::find(plot_names.begin(), plot_names.end(), one.name) != plot_names.end());
    const auto svg = run_gnuplot(sheet_script(one.sheet));
    REQUIRE_MESSAGE(svg, (svg ? "" : svg.error().message));
    CHECK(svg->find("</svg>") != std::string::npos);
  }
}

}  // namespace effects_test
