#include "harness/checks/lag_effect.h"

#include <doctest/doctest.h>

#include <random>

namespace lag_effect_test {

using harness::Duration;
using harness::Instant;
using harness::Sample;
using harness::checks::lag_effect;
using harness::record::PhaseTotals;

namespace {

/// Exponential stays with a mean of 10 ms, and a lag on some of them.
template <class Lag>
PhaseTotals requests(Lag lag_of) {
  PhaseTotals totals;
  std::mt19937_64 random(5);
  std::exponential_distribution<> draw(1e-7);
  for (int i = 0; i < 100'000; ++i) {
    const Duration stay(static_cast<std::int64_t>(draw(random)));
    Sample sample;
    sample.due = Instant(Duration(i));
    sample.sent = sample.started = sample.due + Duration(lag_of(i, stay.count()));
    sample.served = sample.finished = sample.sent + stay;
    totals.add(sample);
  }
  return totals;
}

}  // namespace

TEST_CASE("a lag that all requests have moves a quantile by itself") {
  const PhaseTotals made = requests([](int, std::int64_t) { return 1'000'000; });
  // 1 ms beside 10 ms times ln 2 and ln 100.
  CHECK(lag_effect(made, 0.50) == doctest::Approx(1 / (6.931 + 1)).epsilon(0.02));
  CHECK(lag_effect(made, 0.99) == doctest::Approx(1 / (46.05 + 1)).epsilon(0.06));
}

TEST_CASE("a rare long lag moves a high quantile by the ranks that it takes") {
  // One request in 500 is 1 s late, so that of the others only 0.8 % are beyond the P99.
  const PhaseTotals made =
      requests([](int i, std::int64_t) { return i % 500 == 0 ? 1'000'000'000 : 0; });
  // ln(0.998 / 0.008) against ln 100.
  CHECK(lag_effect(made, 0.99) == doctest::Approx((4.826 - 4.605) / 4.826).epsilon(0.15));
  CHECK(lag_effect(made, 0.50) < 0.005);
}

TEST_CASE("a long lag of the fast requests alone moves the quantiles beneath it") {
  const PhaseTotals made =
      requests([](int, std::int64_t own) { return own < 5'000'000 ? 60'000'000 : 0; });
  CHECK(lag_effect(made, 0.50) > 0.4);
}

TEST_CASE("without lag, or without requests, there is no effect") {
  CHECK(lag_effect(requests([](int, std::int64_t) { return 0; }), 0.99) == 0);
  CHECK(lag_effect({}, 0.99) == 0);
}

}  // namespace lag_effect_test
