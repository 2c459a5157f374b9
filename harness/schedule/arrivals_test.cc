#include "harness/schedule/arrivals.h"

#include <doctest/doctest.h>

namespace arrivals_test {

using harness::schedule::Arrivals;
using harness::schedule::parse_arrivals;
using harness::schedule::to_string;

TEST_CASE("arrivals are written as they are read") {
  CHECK(parse_arrivals("constant").value() == Arrivals::constant);
  CHECK(parse_arrivals("poisson").value() == Arrivals::poisson);
  for (const double cv : {0.01, 0.3, 2.0, 2.5, 10.0}) {
    CHECK(parse_arrivals(to_string(Arrivals::gamma(cv))).value() == Arrivals::gamma(cv));
  }
  CHECK(to_string(Arrivals::gamma(2.5)) == "gamma:2.5");
  CHECK(parse_arrivals("gamma:1").value() == Arrivals::poisson);  // the same law
}

TEST_CASE("what is misspelt gets its nearest right spelling") {
  for (const auto& [typed, right] :
       {std::pair{"poison", "poisson"}, {"Gama:3", "gamma"}, {"constan", "constant"}}) {
    const auto arrivals = parse_arrivals(typed);
    REQUIRE_FALSE(arrivals);
    CHECK(arrivals.error().message.find(std::string("did you mean ") + right) != std::string::npos);
  }
  for (const char* typed : {"", "bursts", "gamma", "trace"}) {
    const auto arrivals = parse_arrivals(typed);
    REQUIRE_FALSE(arrivals);
    CHECK(arrivals.error().message.find("gamma:CV") != std::string::npos);
  }
}

TEST_CASE("a coefficient of variation that is none, or beyond its limits, is refused") {
  for (const char* typed : {"gamma:", "gamma:x", "gamma:3x", "gamma:nan", "gamma:inf", "gamma:-2",
                            "gamma:0", "gamma:0.009", "gamma:10.1", "gamma:1e999", "gamma: 3"}) {
    CAPTURE(typed);
    const auto arrivals = parse_arrivals(typed);
    REQUIRE_FALSE(arrivals);
    CHECK(arrivals.error().message.find("0.01 to 10") != std::string::npos);
  }
}

}  // namespace arrivals_test
