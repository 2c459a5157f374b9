#include "reports/words/estimate.h"

#include <doctest/doctest.h>

#include <limits>

#include "reports/words/figure_format.h"

namespace estimate_test {

using namespace reports::words;
using harness::result::Estimated;

TEST_CASE("an estimate is written in its unit") {
  CHECK(in_words(Estimated{"highest rate", 7716.0, 7605.0, 7810.0, "/s", ""}) == "7.72k/s");
  CHECK(interval_in_words(Estimated{"highest rate", 7716.0, 7605.0, 7810.0, "/s", ""}) ==
        "7.61k \u2013 7.81k");
  CHECK(in_words(Estimated{"wait", 1.5, {}, {}, "ms", ""}) == "1.5 ms");
  CHECK(interval_in_words(Estimated{"wait", 1.5, {}, {}, "ms", ""}).empty());
  CHECK(in_words(Estimated{"peak workers", 6.19, 4.6, 11.2, "workers", ""}) == "6.19 workers");
  CHECK(in_words(Estimated{"contention", 0.31, {}, {}, "", ""}) == "0.31");
  CHECK(in_words(Estimated{"peak workers", {}, {}, {}, "workers", ""}) == not_measured);
}

TEST_CASE("an estimate is found by its name, if it has a value") {
  harness::result::RunResult run;
  run.estimates = {{"knee", {}, 1.0, 2.0, "/s", ""},
                   {"knee", 5.0, {}, {}, "/s", ""},
                   {"nan", std::numeric_limits<double>::quiet_NaN(), {}, {}, "", ""}};
  CHECK(estimate_named(run, "knee") == &run.estimates[1]);
  CHECK(estimate_named(run, "nan") == nullptr);
  CHECK(estimate_named(run, "highest rate") == nullptr);
}

TEST_CASE("a quantile is called as elsewhere") {
  CHECK(quantile_name("p99.9") == "P99.9");
  CHECK(quantile_name("mean") == "mean");
  CHECK(quantile_name("p") == "p");
  CHECK(quantile_name("") == "");
}

TEST_CASE("an error has a direction") {
  CHECK(signed_percent(0.0052) == "+0.52 %");
  CHECK(signed_percent(-0.0169) == "\u22121.69 %");
  CHECK(signed_percent(0.31) == "+31.0 %");
  CHECK(signed_percent(-2.5) == "\u2212250 %");
  CHECK(signed_percent(0.0) == "+0.00 %");
  CHECK(signed_percent({}) == not_measured);
  CHECK(signed_percent(std::numeric_limits<double>::infinity()) == not_measured);
}

}  // namespace estimate_test
