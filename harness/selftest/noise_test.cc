#include "harness/selftest/noise.h"

#include <doctest/doctest.h>

#include <cmath>

namespace noise_test {

using namespace harness::selftest;
using namespace std::chrono_literals;

TEST_CASE("no noise explains what theory says, and nothing more") {
  const Model model;
  const Explained explained(model, {});
  for (const double p : {0.5, 0.99}) {
    CHECK(*explained.largest_quantile_s(p) ==
          doctest::Approx(*known_law(model).quantile_s(p)).epsilon(1e-9));
  }
  CHECK(explained.largest_mean_s() == doctest::Approx(200e-6).epsilon(1e-9));
}

TEST_CASE("overtime and lost time make a slower server") {
  // 100 us + 10 us, of which a tenth is lost: 122.2 us at 5,000/s.
  const Explained explained(Model{}, {.slowed_share = 0.1, .overtime_s = 10e-6});
  const double rate = 0.9 / 110e-6 - 5000;
  CHECK(explained.largest_mean_s() == doctest::Approx(1 / rate).epsilon(1e-4));
}

TEST_CASE("short hold-ups explain little, long ones at most their length") {
  const Model model;
  const double plain = *known_law(model).quantile_s(0.99);
  Noise ticks;  // 0.5 % of the time, in hold-ups of 16 .. 20 us
  for (int k = 0; k <= 4; ++k) ticks.held_up_share[static_cast<std::size_t>(k)] = 0.005;
  ticks.longest_s = 20e-6;
  CHECK(*Explained(model, ticks).largest_quantile_s(0.99) <= plain + 40e-6 + 1e-9);
  CHECK(*Explained(model, ticks).largest_quantile_s(0.99) > plain);

  Noise rare;  // one request in 10,000 meets half a second
  rare.held_up_share.fill(0.0001);
  rare.longest_s = 0.5;
  const double moved = *Explained(model, rare).largest_quantile_s(0.99);
  CHECK(moved <= *known_law(model).quantile_s(0.9902) + 2e-6 + 1e-9);  // and 1 us / (1 - rho)
  CHECK(*Explained(model, rare).largest_quantile_s(0.99995) ==
        doctest::Approx(*known_law(model).quantile_s(0.99995) + 1.0));
}

TEST_CASE("a server that loses half its time explains anything, and that is told as infinite") {
  Noise busy;
  busy.slowed_share = 0.5;
  CHECK(std::isinf(Explained(Model{}, busy).largest_mean_s()));
  CHECK(std::isinf(*Explained(Model{}, busy).largest_quantile_s(0.5)));
}

TEST_CASE("time lost is counted by its lengths") {
  StallCount count;
  for (int i = 0; i < 96; ++i) count.add(100ns);
  count.add(1us);
  count.add(3us);
  count.add(20us);
  count.add(66400ns);
  CHECK(count.watched == 100us);
  CHECK(count.lost_share() == doctest::Approx(0.904));
  CHECK(count.lost_share(0) == doctest::Approx(0.904));
  CHECK(count.lost_share(1) == doctest::Approx(0.894));  // 2 us and longer
  CHECK(count.lost_share(5) == doctest::Approx(0.664));  // 32 us and longer
  CHECK(count.lost_share(7) == 0);
  CHECK(count.long_stalls == 2);
  CHECK(count.longest == 66400ns);
  count.add(24h);  // longer than any class: in the last one
  CHECK(count.lost_share(23) > 0.99);
  StallCount both = count;
  both.merge(count);
  CHECK(both.watched == 2 * count.watched);
  CHECK(both.lost_share() == doctest::Approx(count.lost_share()));
}

}  // namespace noise_test
