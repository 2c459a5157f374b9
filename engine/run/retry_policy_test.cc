#include "engine/run/retry_policy.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/run/dice.h"

namespace retry_policy_test {

using engine::Duration;
using engine::run::RetryPolicy;

using namespace std::chrono_literals;

TEST_CASE("the mixing is SplitMix64's") {
  // The first two outputs of the published generator, begun with 0.
  CHECK(engine::run::mixed(0) == 0xe220a8397b1dcdaf);
  CHECK(engine::run::mixed(0x9e3779b97f4a7c15) == 0x6e789e6aa1b965f4);
}

TEST_CASE("pauses spread evenly from nothing to a bound that doubles up to the longest") {
  const RetryPolicy policy{.attempts = 20, .first_pause = 10ms, .longest_pause = 100ms, .seed = 1};
  const Duration bounds[] = {10ms, 20ms, 40ms, 80ms, 100ms, 100ms};
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    const double bound = static_cast<double>(bounds[i].count());
    double sum = 0, most = 0, least = bound;
    for (std::uint64_t identity = 0; identity < 10'000; ++identity) {
      const auto pause = static_cast<double>(policy.pause_before(i + 2, identity).count());
      sum += pause;
      most = std::max(most, pause);
      least = std::min(least, pause);
    }
    CHECK(most < bound);
    CHECK(most > 0.99 * bound);
    CHECK(least >= 0);
    CHECK(least < 0.01 * bound);
    // Standard error of the mean: 0.29 % of the bound.
    CHECK(sum / 10'000 == doctest::Approx(bound / 2).epsilon(0.03));
  }
}

TEST_CASE("a pause depends on seed, attempt and identity, and on nothing else") {
  const RetryPolicy policy{.attempts = 5, .first_pause = 1s, .longest_pause = 1s, .seed = 1};
  RetryPolicy other = policy;
  CHECK(policy.pause_before(2, 7) == other.pause_before(2, 7));
  CHECK(policy.pause_before(2, 7) != policy.pause_before(3, 7));
  CHECK(policy.pause_before(2, 7) != policy.pause_before(2, 8));
  other.seed = 2;
  CHECK(policy.pause_before(2, 7) != other.pause_before(2, 7));
}

TEST_CASE("no policy makes a pause that is negative or longer than the longest") {
  const RetryPolicy nothing{.attempts = 5, .first_pause = 0ms, .longest_pause = 1s};
  CHECK(nothing.pause_before(2, 7) == 0ms);
  CHECK(nothing.pause_before(1'000'000'000, 7) == 0ms);
  const RetryPolicy shrinks{.attempts = 5, .first_pause = 1s, .longest_pause = 1ms};
  CHECK(shrinks.pause_before(2, 7) <= 1ms);
  const RetryPolicy endless{.attempts = 5, .first_pause = 1ns, .longest_pause = Duration::max()};
  for (const std::size_t attempt : {60U, 64U, 65U, 1'000U}) {
    CHECK(endless.pause_before(attempt, 7).count() >= 0);
  }
}

}  // namespace retry_policy_test
