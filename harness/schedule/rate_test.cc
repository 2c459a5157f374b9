#include "harness/schedule/rate.h"

#include <doctest/doctest.h>

#include <string>

namespace rate_test {

using namespace harness::schedule;

TEST_CASE("rates as people write them") {
  CHECK(parse_rate("500/s")->per_second(0) == 500);
  CHECK(parse_rate("0.5/s")->per_second(0) == 0.5);
  CHECK(parse_rate("1.2k/s")->per_second(0) == 1200);
  CHECK(parse_rate("3M/s")->per_second(0) == 3e6);
  CHECK(parse_rate("1e3/s")->per_second(0) == 1000);
  CHECK(parse_rate("60%")->relative);
  CHECK(parse_rate("60%")->per_second(1000) == 600);
  CHECK(parse_rate("150%")->per_second(200) == 300);
}

TEST_CASE("what is wrong with a rate is said, with both right forms") {
  const auto message = [](const char* text) {
    const auto rate = parse_rate(text);
    REQUIRE_FALSE(rate);
    CHECK(rate.error().message.find("500/s") != std::string::npos);
    CHECK(rate.error().message.find("60%") != std::string::npos);
    return rate.error().message;
  };
  CHECK(message("").find("does not begin with a number") != std::string::npos);
  CHECK(message("fast").find("\"fast\" does not begin with a number") != std::string::npos);
  CHECK(message("nan/s").find("does not begin with a number") != std::string::npos);
  CHECK(message("inf/s").find("does not begin with a number") != std::string::npos);
  CHECK(message(" 5/s").find("does not begin with a number") != std::string::npos);
  CHECK(message("500").find("has no unit") != std::string::npos);
  CHECK(message("500/min").find("unknown unit \"/min\"") != std::string::npos);
  CHECK(message("500/s ").find("unknown unit \"/s \"") != std::string::npos);
  CHECK(message("0x10/s").find("unknown unit \"x10/s\"") != std::string::npos);
  CHECK(message("0/s").find("is not above 0") != std::string::npos);
  CHECK(message("-5/s").find("is not above 0") != std::string::npos);
  CHECK(message("-60%").find("is not above 0") != std::string::npos);
  CHECK(message("2000M/s").find("is above 1000000000/s") != std::string::npos);
  CHECK(message("10001%").find("is above 10000%") != std::string::npos);
  CHECK(message("1e999/s").find("is out of range") != std::string::npos);
}

TEST_CASE("a rate's text reads back as the same rate") {
  CHECK(to_string(per_second(500)) == "500/s");
  CHECK(to_string(per_second(0.5)) == "0.5/s");
  CHECK(to_string(percent_of_capacity(60)) == "60%");
  for (int thousandths = 1; thousandths < 20'000; ++thousandths) {
    const double value = thousandths / 1000.0;
    for (const Rate rate : {per_second(value), percent_of_capacity(value)}) {
      const auto back = parse_rate(to_string(rate));
      REQUIRE(back);
      REQUIRE(back->value == rate.value);
      REQUIRE(back->relative == rate.relative);
    }
  }
}

}  // namespace rate_test
