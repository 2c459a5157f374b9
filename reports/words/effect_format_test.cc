#include "reports/words/effect_format.h"

#include <doctest/doctest.h>

namespace effect_format_test {

using harness::result::Effect;
using reports::words::effect;
using reports::words::effect_interval;

namespace {

Effect of(const char* scale) {
  Effect effect;
  effect.scale = scale;
  return effect;
}

}  // namespace

TEST_CASE("a ratio is written in percent, and from a doubling on as a factor") {
  CHECK(effect(0.2, of("ratio")) == "+20 %");
  CHECK(effect(-0.0312, of("ratio")) == "\u22123.1 %");
  CHECK(effect(0.0, of("ratio")) == "0 %");
  CHECK(effect(-0.0001, of("ratio")) == "0 %");
  CHECK(effect(0.996, of("ratio")) == "+100 %");
  CHECK(effect(3.0, of("ratio")) == "4x");
  CHECK(effect({}, of("ratio")) == "\u2013");
}

TEST_CASE("points and levels are not of the figure without") {
  CHECK(effect(0.3, of("points")) == "+30 pp");
  CHECK(effect(1.3, of("points")) == "+130 pp");
  CHECK(effect(0.9, of("level")) == "90 %");
}

TEST_CASE("an interval has both ends or is nothing") {
  Effect both = of("ratio");
  both.interval_low = -0.05;
  CHECK(effect_interval(both).empty());
  both.interval_high = 0.12;
  CHECK(effect_interval(both) == "\u22125.0 to +12 %");
}

TEST_CASE("a metric has a name for people; one that is not known keeps its own") {
  CHECK(reports::words::metric_name("achieved_per_s") == "throughput");
  CHECK(reports::words::metric_name("bananas") == "bananas");
}

}  // namespace effect_format_test
