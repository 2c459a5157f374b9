#include "scenarios/gate/injection.h"

#include <doctest/doctest.h>

namespace injection_test {

using namespace std::chrono_literals;
using harness::record::Histogram;
using harness::record::SparseHistogram;

TEST_CASE("shares become times of the base's requests") {
  // 1 to 1,000 us, evenly: P50 500 us, P99 990 us.
  Histogram latency;
  for (std::int64_t us = 1; us <= 1'000; ++us) latency.record(1'000 * us);
  const scenarios::RequestCost base{.cpu_ns = 200'000, .latency = SparseHistogram(latency)};
  const auto work = scenarios::injection_of({.work = 0.05}, base);
  CHECK(work.work == 10us);
  CHECK(work.stall == 0us);
  const auto stall = scenarios::injection_of({.stall = 0.1}, base);
  CHECK(harness::milliseconds(stall.stall) == doctest::Approx(1.1 * 0.99 - 0.5).epsilon(0.005));
  CHECK(!scenarios::injection_of({}, base).any());
}

TEST_CASE("injections as they are typed") {
  const auto both = scenarios::parse_injected("work=5%,stall=10%");
  REQUIRE(both);
  CHECK(both->work == doctest::Approx(0.05));
  CHECK(both->stall == doctest::Approx(0.1));
  CHECK(scenarios::parse_injected("sleep=5%").error().message ==
        "'sleep=5%' is not as 'work=5%' or 'stall=10%'");
  CHECK(!scenarios::parse_injected("work=5"));
  CHECK(!scenarios::parse_injected("work=-5%"));
}

}  // namespace injection_test
