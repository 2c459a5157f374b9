#include "reports/words/interval_format.h"

#include <doctest/doctest.h>

#include <limits>

namespace interval_format_test {

using namespace reports::words;

TEST_CASE("both ends stand in the figure's own unit, which is not repeated") {
  CHECK(interval({19.3, 18.05, 20.94}, Measure::milliseconds) == "18.1 \u2013 20.9");
  CHECK(interval({1.1, 0.98, 1.2}, Measure::milliseconds) == "0.98 \u2013 1.20");
  CHECK(interval({0.0123, 0.0119, 0.0128}, Measure::milliseconds) == "11.9 \u2013 12.8");
  CHECK(interval({1100.0, 950.0, 1250.0}, Measure::per_s) == "0.95k \u2013 1.25k");
  CHECK(interval({495.0, 491.2, 498.8}, Measure::per_s) == "491 \u2013 499");
  CHECK(interval({0.31, 0.22, 0.43}, Measure::plain) == "0.22 \u2013 0.43");
}

TEST_CASE("a narrow interval gets the digits that tell its ends apart") {
  CHECK(interval({1234.5, 1230.2, 1238.8}, Measure::per_s) == "1.230k \u2013 1.239k");
  CHECK(interval({100.0, 99.996, 100.004}, Measure::milliseconds) == "99.996 \u2013 100.004");
  CHECK(interval({5.0, 5.0, 5.0}, Measure::milliseconds) == "5.00 \u2013 5.00");
}

TEST_CASE("the short form: half the width where the ends lie evenly, otherwise both ends") {
  CHECK(short_interval({19.3, 17.9, 20.7}, Measure::milliseconds) == "\u00b11.4");
  CHECK(short_interval({19.3, 18.1, 21.9}, Measure::milliseconds) == "18.1\u201321.9");
  CHECK(short_interval({4170.0, 4136.6, 4203.4}, Measure::per_s) == "\u00b133");
  CHECK(short_interval({12300.0, 11050.0, 13550.0}, Measure::per_s) == "\u00b11.3k");
}

TEST_CASE("no interval where an end is missing, is no number, or they are the wrong way round") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  for (const Bounded& figure :
       {Bounded{5.0, {}, 6.0}, Bounded{5.0, 4.0, {}}, Bounded{{}, 4.0, 6.0}, Bounded{5.0, nan, 6.0},
        Bounded{5.0, 4.0, infinite}, Bounded{5.0, 6.0, 4.0}}) {
    CHECK_FALSE(has_interval(figure));
    CHECK(interval(figure, Measure::milliseconds).empty());
    CHECK(short_interval(figure, Measure::per_s).empty());
  }
}

TEST_CASE("any doubles give a short text") {
  for (const double size : {1e-320, 1e-30, 1.0, 1e30, 1e300}) {
    for (const Measure measure : {Measure::plain, Measure::per_s, Measure::milliseconds}) {
      CAPTURE(size);
      CHECK(interval({size, -size, size * 1.1}, measure).size() < 40);
      CHECK(interval({0.0, -size, size}, measure).size() < 40);
      CHECK(short_interval({size, size, size}, measure).size() < 40);
      CHECK(short_interval({size, 0.0, size * 2}, measure).size() < 40);
    }
  }
}

TEST_CASE("what an interval is, is said where there is one") {
  harness::result::RunResult run;
  run.points.resize(2);
  CHECK(interval_sentence(run).empty());
  run.points[1].latency_ms_p95_low = 1;
  CHECK(interval_sentence(run).empty());
  run.points[1].latency_ms_p95 = 1.5;
  run.points[1].latency_ms_p95_high = 2;
  CHECK(interval_sentence(run).find("autocorrelation") != std::string::npos);
}

}  // namespace interval_format_test
