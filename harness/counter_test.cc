#include "harness/counter.h"

#include <doctest/doctest.h>

#include <array>
#include <string_view>

namespace counter_test {

using harness::CounterInfo;
using harness::CounterKind;

namespace {

CounterInfo named(std::string name, CounterKind kind = CounterKind::total) {
  return {.name = std::move(name), .unit = "things", .kind = kind, .help = "things done"};
}

CounterInfo ratio_of(std::string part, std::vector<std::string> whole) {
  CounterInfo ratio = named("ratio", CounterKind::ratio);
  ratio.part = std::move(part);
  ratio.whole = std::move(whole);
  return ratio;
}

std::string error_of(const std::vector<CounterInfo>& counters) {
  constexpr std::array<std::string_view, 2> taken{"p99", "offered"};
  const auto sound = harness::check_counters(counters, taken);
  return sound ? std::string() : sound.error().message;
}

}  // namespace

TEST_CASE("a target may have none, totals, levels, and ratios of its totals") {
  CHECK(error_of({}).empty());
  CHECK(error_of({named("hits"), named("misses"), named("bytes_2", CounterKind::level),
                  ratio_of("hits", {"hits", "misses"})})
            .empty());
}

TEST_CASE("a name is a word for columns and objectives, and stands once") {
  for (const char* name : {"", "Hits", "2_hits", "_hits", "block hits", "hits,", "h\xc3\xa4"}) {
    CAPTURE(name);
    CHECK(error_of({named(name)}).find("needs a name") != std::string::npos);
  }
  CHECK(error_of({named("a"), named("b"), named("a")}) == "the target's counter 'a' is told twice");
  CHECK(error_of({named("p99")}) ==
        "the target's counter 'p99' has the name of a figure that every run has");
}

TEST_CASE("a ratio is made of totals that are there") {
  CHECK(error_of({named("hits"), ratio_of("hits", {})}) ==
        "the target's counter 'ratio' is a ratio without a whole");
  CHECK(error_of({named("hits"), ratio_of("hits", {"hits", "misses"})}) ==
        "the target's counter 'ratio' is a ratio of 'misses', which is no total of the target");
  CHECK_FALSE(error_of({named("hits", CounterKind::level), ratio_of("hits", {"hits"})}).empty());
}

}  // namespace counter_test
