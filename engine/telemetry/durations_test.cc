#include "engine/telemetry/durations.h"

#include <doctest/doctest.h>

namespace durations_test {

using namespace std::chrono_literals;
using engine::telemetry::Durations;

namespace {

std::size_t bucket_of(std::chrono::nanoseconds duration) {
  Durations durations;
  durations.add(duration);
  const auto counts = durations.counts();
  for (std::size_t i = 0; i < counts.buckets.size(); ++i) {
    if (counts.buckets[i] == 1) return i;
  }
  return counts.buckets.size();
}

}  // namespace

TEST_CASE("a bucket holds what lies above the bound before and up to its own") {
  CHECK(bucket_of(-5ns) == 0);
  CHECK(bucket_of(0ns) == 0);
  for (std::size_t i = 0; i < Durations::bounds; ++i) {
    const std::chrono::microseconds bound(Durations::bound_us(i));
    CHECK(bucket_of(bound) == i);
    CHECK(bucket_of(bound + 1ns) == i + 1);
  }
  CHECK(bucket_of(24h * 365 * 200) == Durations::bounds);
}

TEST_CASE("count and sum are those of what was added") {
  Durations durations;
  for (int i = 1; i <= 100; ++i) durations.add(std::chrono::milliseconds(i));
  CHECK(durations.counts().count == 100);
  CHECK(durations.counts().sum_ns == 5'050'000'000);
}

}  // namespace durations_test
