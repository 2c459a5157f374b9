#include "harness/nearest.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace nearest_test {

using harness::nearest;
using harness::spelling_distance;

TEST_CASE("a spelling distance counts insertions, deletions, replacements and swaps") {
  CHECK(spelling_distance("", "") == 0);
  CHECK(spelling_distance("", "abc") == 3);
  CHECK(spelling_distance("abc", "") == 3);
  CHECK(spelling_distance("kitten", "sitting") == 3);
  CHECK(spelling_distance("saturday", "sunday") == 3);
  CHECK(spelling_distance("teh", "the") == 1);
  // What tells the true distance from the restricted one (3): letters may be added in a swap.
  CHECK(spelling_distance("ca", "abc") == 2);
  CHECK(spelling_distance("Steady", "sTEADY") == 0);
  CHECK(spelling_distance("\xff\x80", "\x80\xff") == 1);
}

TEST_CASE("a spelling distance is the same both ways and obeys the triangle") {
  const std::array<std::string, 6> words = {"p99",        "p999", "throughput",
                                            "thruoghput", "",     "errors"};
  for (const auto& a : words) {
    for (const auto& b : words) {
      CHECK(spelling_distance(a, b) == spelling_distance(b, a));
      for (const auto& c : words) {
        CHECK(spelling_distance(a, c) <= spelling_distance(a, b) + spelling_distance(b, c));
      }
    }
  }
}

TEST_CASE("the nearest candidate is found within a third of the length, and nothing beyond") {
  constexpr std::array<std::string_view, 5> names = {"p50", "p95", "p99", "errors", "throughput"};
  CHECK(nearest("trhoughput", names) == "throughput");
  CHECK(nearest("error", names) == "errors");
  CHECK(nearest("P99", names) == "p99");
  CHECK(nearest("p9", names) == "p95");  // the first of two equally near
  CHECK(nearest("thoughts", names) == std::nullopt);
  CHECK(nearest("latency", names) == std::nullopt);
  CHECK(nearest("", names) == std::nullopt);
  CHECK(nearest(std::string(100'000, 'p'), names) == std::nullopt);
  CHECK(nearest("p99", {}) == std::nullopt);
}

}  // namespace nearest_test
