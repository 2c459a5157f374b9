#include "reports/sheet/axis.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace axis_test {

using namespace reports::sheet;

namespace {

std::vector<std::string> labels(const Axis& axis) {
  std::vector<std::string> all;
  for (const Tic& tic : axis.tics) {
    if (!tic.label.empty()) all.push_back(tic.label);
  }
  return all;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("linear axes start at zero and step by 1, 2 or 5") {
  CHECK(labels(linear_axis("", 1500, in_counts)) == Labels{"0", "500", "1k", "1.5k"});
  CHECK(labels(linear_axis("", 0.9, in_counts)) == Labels{"0", "0.2", "0.4", "0.6", "0.8"});
  CHECK(labels(linear_axis("", 200, in_mebibytes, true)) ==
        Labels{"0", "64 MiB", "128 MiB", "192 MiB"});
}

TEST_CASE("logarithmic axes hold their range and name the decades") {
  const Axis axis = log_axis("", 4.2, 1300, in_milliseconds);
  CHECK(axis.low <= 4.2);
  CHECK(axis.high >= 1300);
  CHECK(labels(axis) == Labels{"10 ms", "100 ms", "1 s"});
  CHECK(labels(log_axis("", 3, 40, in_milliseconds)) ==
        Labels{"2 ms", "5 ms", "10 ms", "20 ms", "50 ms"});
}

TEST_CASE("time is told in seconds, minutes or hours") {
  CHECK(labels(time_axis(60)) ==
        Labels{"0", "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "60"});
  CHECK(labels(time_axis(600)).at(1) == "1:00");
  CHECK(time_axis(600).label == "time since the start (min:s)");
  CHECK(labels(time_axis(36000)).at(1) == "1:00");
  CHECK(time_axis(36000).label == "time since the start (h:min)");
}

TEST_CASE("whatever the range, an axis is finite, rises, and has few tics") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double high : {0.0, -1.0, 1e-300, 1e-7, 1.0, 1e300, infinity, nan}) {
    for (const double low : {0.0, -5.0, 1e-300, 1.0, 1e300, infinity, nan}) {
      CAPTURE(high);
      CAPTURE(low);
      for (const Axis& axis :
           {linear_axis("", high, in_counts), linear_axis("", high, in_mebibytes, true),
            time_axis(high), log_axis("", low, high, in_milliseconds)}) {
        CHECK(std::isfinite(axis.low));
        CHECK(std::isfinite(axis.high));
        CHECK(axis.low < axis.high);
        CHECK(axis.tics.size() >= 2);
        CHECK(axis.tics.size() <= 45);
        CHECK(labels(axis).size() <= 13);
      }
    }
  }
}

}  // namespace axis_test
