#include "harness/theory/stall.h"

#include <doctest/doctest.h>

namespace stall_test {

using harness::theory::Law;
using harness::theory::stall_latency;

TEST_CASE("100 ms of every second: P99 from due is 90 ms") {
  const Law law = stall_latency(0.1, 0.1);
  CHECK(*law.quantile_s(0.99) == doctest::Approx(0.090).epsilon(1e-9));
  CHECK(*law.quantile_s(0.999) == doctest::Approx(0.099).epsilon(1e-9));
  CHECK(*law.quantile_s(0.9) == doctest::Approx(0).epsilon(1e-9));
  CHECK(*law.quantile_s(0.5) == 0);
  CHECK(law.mean_s == doctest::Approx(0.005).epsilon(1e-12));
}

TEST_CASE("a stall that less than 1 % meet leaves the P99 alone, and moves the P99.9") {
  const Law law = stall_latency(2, 0.005);
  CHECK(*law.quantile_s(0.99) == 0);
  CHECK(*law.quantile_s(0.999) == doctest::Approx(2 * (1 - 0.001 / 0.005)).epsilon(1e-9));
}

TEST_CASE("everybody meets it: evenly spread") {
  CHECK(*stall_latency(1, 1).quantile_s(0.25) == doctest::Approx(0.25).epsilon(1e-9));
}

}  // namespace stall_test
