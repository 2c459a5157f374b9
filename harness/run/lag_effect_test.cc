#include "harness/run/lag_effect.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using harness::record::Histogram;
using harness::run::lag_effect;

namespace {

constexpr int requests = 20'000;

/// Exponential latencies of 10 ms, and a lag on some of them.
struct Made {
  Histogram with_lag, without_lag, lag;

  template <class Lag>
  explicit Made(Lag lag_of) {
    std::mt19937_64 random(5);
    std::exponential_distribution<> draw(1e-7);
    for (int i = 0; i < requests; ++i) {
      const auto own = static_cast<std::int64_t>(draw(random));
      const std::int64_t late = lag_of(i, own);
      without_lag.record(own);
      with_lag.record(own + late);
      lag.record(late);
    }
  }

  double real_effect(double fraction) const {
    const auto with = static_cast<double>(with_lag.quantile(fraction));
    return std::abs(with - static_cast<double>(without_lag.quantile(fraction))) / with;
  }
};

}  // namespace

TEST_CASE("a lag that all requests have moves a quantile by itself") {
  const Made made([](int, std::int64_t) { return 1'000'000; });
  const double p50 = lag_effect(made.with_lag, made.lag, 0.5);
  CHECK(p50 == doctest::Approx(made.real_effect(0.5)).epsilon(0.02));
  CHECK(lag_effect(made.with_lag, made.lag, 0.99) < p50);  // the same 1 ms of more
}

TEST_CASE("a rare long lag moves a high quantile little and is not taken for more") {
  // One request in 2,000 is 100 ms late: the largest lag is twice the P99.
  const Made made([](int i, std::int64_t) { return i % 2000 == 0 ? 100'000'000 : 0; });
  CHECK(lag_effect(made.with_lag, made.lag, 0.99) < 0.03);
  CHECK(lag_effect(made.with_lag, made.lag, 0.99) > made.real_effect(0.99) * 0.9);
}

TEST_CASE("the bound holds whichever requests were late") {
  const Made slow_ones([](int, std::int64_t own) { return own > 40'000'000 ? 10'000'000 : 0; });
  const Made fast_ones([](int, std::int64_t own) { return own < 5'000'000 ? 60'000'000 : 0; });
  const Made scattered([](int i, std::int64_t) { return i % 50 == 0 ? 5'000'000 : 20'000; });
  for (const double fraction : {0.5, 0.95, 0.99}) {
    for (const Made* made : {&slow_ones, &fast_ones, &scattered}) {
      const double bound = lag_effect(made->with_lag, made->lag, fraction);
      CHECK(bound >= made->real_effect(fraction) - 0.002);  // what the buckets round
    }
  }
}

TEST_CASE("without lag, or without requests, there is no effect") {
  const Made made([](int, std::int64_t) { return 0; });
  CHECK(lag_effect(made.with_lag, made.lag, 0.99) == 0);
  CHECK(lag_effect({}, {}, 0.99) == 0);
}
