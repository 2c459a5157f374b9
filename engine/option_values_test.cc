#include "engine/option_values.h"

#include <doctest/doctest.h>

namespace option_values_test {

using namespace std::chrono_literals;

TEST_CASE("sizes are read in binary and decimal units") {
  CHECK(engine::parse_bytes("4096") == 4096);
  CHECK(engine::parse_bytes("64KiB") == 65'536);
  CHECK(engine::parse_bytes("1.5GiB") == 1'610'612'736);
  CHECK(engine::parse_bytes("10MB") == 10'000'000);
  CHECK(engine::parse_bytes("0") == 0);
  for (const char* wrong : {"", "-1", "MiB", "12 MiB", "12XB", "1e30GiB", "nan", "inf"}) {
    CAPTURE(wrong);
    CHECK_FALSE(engine::parse_bytes(wrong));
  }
}

TEST_CASE("durations are read in the usual units") {
  CHECK(engine::parse_duration("20ms") == 20ms);
  CHECK(engine::parse_duration("1.5s") == 1500ms);
  CHECK(engine::parse_duration("48h") == 48h);
  CHECK(engine::parse_duration("2m") == 2min);
  CHECK(engine::parse_duration("0") == 0ns);
  for (const char* wrong : {"", "5", "-5ms", "5 ms", "5lightyears", "1e40h"}) {
    CAPTURE(wrong);
    CHECK_FALSE(engine::parse_duration(wrong));
  }
}

TEST_CASE("counts keep to their range and say so") {
  CHECK(engine::parse_count("64", 1, 64) == 64U);
  const auto wrong = engine::parse_count("65", 1, 64);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().detail == "'65' is no whole number from 1 to 64");
  CHECK_FALSE(engine::parse_count("1.5", 1, 64));
  CHECK_FALSE(engine::parse_count("", 0, 64));
}

TEST_CASE("what is written can be read") {
  for (const std::uint64_t bytes :
       {0ULL, 1ULL, 1023ULL, 1024ULL, 268435456ULL, 10'000'000'000ULL}) {
    CHECK(engine::parse_bytes(engine::format_bytes(bytes)) == bytes);
  }
  for (const std::chrono::nanoseconds time :
       {0ns, 1ns, 1500ns, 20'000'000ns, 172'800'000'000'000ns}) {
    CHECK(engine::parse_duration(engine::format_duration(time)) == time);
  }
}

}  // namespace option_values_test
