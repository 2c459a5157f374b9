#include "harness/schedule/rate_profile.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "harness/schedule/shapes.h"

namespace rate_profile_test {

using namespace harness;
using namespace harness::schedule;
using namespace std::chrono_literals;

namespace {

RateProfile profile_of(std::vector<Segment> segments) {
  auto profile = RateProfile::make(std::move(segments));
  REQUIRE(profile);
  return *profile;
}

std::string refusal(std::vector<Segment> segments) {
  const auto profile = RateProfile::make(std::move(segments));
  REQUIRE_FALSE(profile);
  return profile.error().message;
}

}  // namespace

TEST_CASE("a flat profile: N(t) = rate x t, and back") {
  const RateProfile profile = profile_of(constant("steady", 200, 10s));
  CHECK(profile.length() == 10s);
  CHECK(profile.expected() == 2000);
  CHECK(profile.expected_before(2500ms) == 500);
  CHECK(profile.time_of(500) == 2500ms);
  CHECK(profile.time_of(0) == 0ns);
  CHECK_FALSE(profile.time_of(2000));
}

TEST_CASE("a ramp from 0: N(t) = t^2 for a slope of 2, so t(n) is the square root") {
  const RateProfile profile = profile_of(ramp("rise", 0, 20, 10s));
  CHECK(profile.expected() == 100);
  CHECK(profile.expected_before(3s) == 9);
  CHECK(profile.rate_at(3s) == 6);
  for (int n = 0; n < 100; ++n) {
    CHECK(std::abs(profile.time_of(n)->count() - std::sqrt(n) * 1e9) <= 1);
  }
}

TEST_CASE("a ramp to 0 mirrors a ramp from 0") {
  const RateProfile profile = profile_of(ramp("fall", 20, 0, 10s));
  CHECK(profile.expected() == 100);
  for (int n = 0; n < 100; ++n) {
    CHECK(std::abs(profile.time_of(n)->count() - (10 - std::sqrt(100 - n)) * 1e9) <= 1);
  }
  REQUIRE(profile.time_of(std::nextafter(100, 0)));
  CHECK(*profile.time_of(std::nextafter(100, 0)) <= 10s);
}

TEST_CASE("a ramp that hardly slopes is as exact as a flat line") {
  const double rate = 1e5;
  const RateProfile flat = profile_of(constant("a", rate, 3600s));
  const RateProfile sloped = profile_of(ramp("a", rate, std::nextafter(rate, 1e6), 3600s));
  for (double n = 0; n < 3.6e8; n += 1.234e7) {
    CHECK(std::abs((*flat.time_of(n) - *sloped.time_of(n)).count()) <= 1);
  }
}

TEST_CASE("stretches of rate 0 are skipped") {
  const RateProfile profile = profile_of({{"quiet 1", 0, 0, 5s},
                                          {"burst 1", 50, 50, 2s},
                                          {"quiet 2", 0, 0, 5s},
                                          {"quiet 3", 0, 0, 5s},
                                          {"burst 2", 50, 50, 2s},
                                          {"quiet 4", 0, 0, 5s}});
  CHECK(profile.expected() == 200);
  CHECK(profile.expected_before(5s) == 0);
  CHECK(profile.expected_before(15s) == 100);
  CHECK(profile.expected_before(24s) == 200);
  CHECK(profile.time_of(0) == 5s);
  CHECK(profile.time_of(99) == 5s + 1980ms);
  CHECK(profile.time_of(100) == 17s);
  CHECK_FALSE(profile.time_of(200));
  CHECK_FALSE(profile_of(constant("nothing", 0, 5s)).time_of(0));
}

TEST_CASE("N(t(n)) = n over all kinds of segments, to a nanosecond's worth of arrivals") {
  const RateProfile profile = profile_of({{"a", 0, 1000, 3s},
                                          {"b", 1000, 1000, 1s},
                                          {"c", 1000, 10, 500ms},
                                          {"d", 0, 0, 7s},
                                          {"e", 10, 0, 30s}});
  for (double n = 0; n < profile.expected(); n += 0.37) {
    const Duration t = *profile.time_of(n);
    REQUIRE(std::abs(profile.expected_before(t) - n) <= 1000e-9 + 1e-9);
  }
}

TEST_CASE("a rate belongs to the segment that begins; outside the load there is none") {
  const RateProfile profile = profile_of({{"a", 1, 1, 1s}, {"b", 2, 4, 1s}});
  CHECK(profile.segment_at(999'999'999ns) == 0);
  CHECK(profile.segment_at(1s) == 1);
  CHECK(profile.segment_at(5s) == 1);
  CHECK(profile.rate_at(-1ns) == 0);
  CHECK(profile.rate_at(0s) == 1);
  CHECK(profile.rate_at(1s) == 2);
  CHECK(profile.rate_at(1500ms) == 3);
  CHECK(profile.rate_at(2s) == 0);
  CHECK(profile.expected_before(-1s) == 0);
  CHECK(profile.expected_before(9s) == profile.expected());
}

TEST_CASE("a profile that makes no sense is refused, and the segment named") {
  const auto names = [](const std::string& message, const char* part) {
    CAPTURE(message);
    return message.find(part) != std::string::npos;
  };
  CHECK(names(refusal({}), "at least one segment"));
  CHECK(
      names(refusal({{"a", 1, 1, 1s}, {"b", -1, 1, 1s}}), "segment 2 (\"b\") has a rate of -1/s"));
  CHECK(names(refusal({{"a", 1, std::nan(""), 1s}}), "segment 1"));
  CHECK(names(refusal({{"a", std::numeric_limits<double>::infinity(), 1, 1s}}), "segment 1"));
  CHECK(names(refusal({{"a", 1, 2e9, 1s}}), "between 0/s and 1000000000/s"));
  CHECK(names(refusal({{"a", 1, 1, 0s}}), "lasts 0 ns"));
  CHECK(names(refusal({{"a", 1, 1, -1s}}), "must last longer than 0"));
  CHECK(names(refusal({{"", 1, 1, 1s}}), "has no phase name"));
  CHECK(names(refusal({{"a", 1, 1, 60 * 365 * 24h}, {"b", 1, 1, 60 * 365 * 24h}}),
              "segment 2 (\"b\") makes the load longer"));
}

}  // namespace rate_profile_test
