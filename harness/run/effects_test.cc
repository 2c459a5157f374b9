#include "harness/run/effects.h"

#include <doctest/doctest.h>

namespace effects_test {

using namespace harness::ablation;
using harness::result::CheckState;
using harness::result::Effect;
using harness::run::check_controls;
using harness::run::effects_of;

namespace {

Design one_comparison(std::vector<Claim> claims) {
  Design design;
  design.configurations.resize(2);
  Comparison comparison;
  comparison.switch_name = "key.hash";
  comparison.against = "v1";
  comparison.optimisation = "xxh3 keys";
  comparison.load = "Zipf";
  comparison.with = 1;
  comparison.claims = std::move(claims);
  design.comparisons = {comparison};
  return design;
}

Effect control(double low, double high) {
  Effect effect;
  effect.verdict = "control";
  effect.interval_low = low;
  effect.interval_high = high;
  return effect;
}

}  // namespace

TEST_CASE("each metric of a comparison is a row, with its claim and verdict") {
  const Design design =
      one_comparison({{.metric = "speed", .id = "000.18", .effect = 0.2, .projected = true},
                      {.metric = "hits", .scale = Scale::difference, .id = "000.8", .effect = 0.3},
                      {.metric = "memory"}});
  Rounds rounds(design, 1);
  for (int i = 0; i < 5; ++i) {
    rounds.begin();
    rounds.take(0, {{"speed", 100 + i}, {"hits", 0.2}});
    rounds.take(1, {{"speed", 1.25 * (100 + i)}, {"hits", 0.1}});
    rounds.end();
  }
  const auto effects = effects_of(design, rounds);
  REQUIRE(effects.size() == 3);
  CHECK(effects[0].switch_name == "key.hash");
  CHECK(effects[0].against == "v1");
  CHECK(effects[0].claim_id == "000.18");
  CHECK(*effects[0].measured == doctest::Approx(0.25));
  CHECK(*effects[0].interval_low == doctest::Approx(0.25));
  CHECK(effects[0].verdict == "holds");
  CHECK(effects[0].projected);
  CHECK(effects[0].scale == "ratio");
  CHECK(*effects[0].without_switch == 102);
  CHECK(*effects[0].with_switch == 127.5);
  CHECK(*effects[0].rounds == 5);
  CHECK(effects[1].scale == "points");
  CHECK(*effects[1].measured == doctest::Approx(-0.1));
  CHECK(effects[1].verdict == "opposite");
  CHECK_FALSE(effects[2].measured);
  CHECK_FALSE(effects[2].with_switch);
  CHECK(effects[2].verdict == "measured");
}

TEST_CASE("a comparison without a complete round has no row") {
  const Design design = one_comparison({{.metric = "speed"}});
  Rounds rounds(design, 1);
  rounds.begin();
  rounds.take(0, {{"speed", 1}});
  rounds.end();
  CHECK(effects_of(design, rounds).empty());
}

TEST_CASE("a control is judged by nobody") {
  Design design = one_comparison({{.metric = "speed"}});
  design.comparisons[0].control = true;
  Rounds rounds(design, 1);
  rounds.begin();
  rounds.take(0, {{"speed", 1}});
  rounds.take(1, {{"speed", 2}});
  rounds.end();
  CHECK(effects_of(design, rounds).at(0).verdict == "control");
}

TEST_CASE("controls that find something more often than chance would make the run warn") {
  CHECK(check_controls({control(-0.1, 0.1), control(-0.2, 0.1)}).state == CheckState::passed);
  CHECK(check_controls({control(-0.1, 0.1), control(0.01, 0.1), control(-0.1, 0.2)}).state ==
        CheckState::passed);
  const auto found = check_controls({control(-0.1, -0.05), control(0.01, 0.1), control(-0.1, 0.2)});
  CHECK(found.state == CheckState::warned);
  CHECK(found.figure == 2);
}

TEST_CASE("no controls, no trust") {
  CHECK(check_controls({}).state == CheckState::warned);
  CHECK(check_controls({Effect{}}).state == CheckState::warned);
}

}  // namespace effects_test
