#include "harness/pairing/turn_length.h"

#include <doctest/doctest.h>

namespace turn_length_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Expected;
using harness::child::SliceOrder;
using harness::child::SliceReport;
using harness::pairing::find_turn_length;
using harness::pairing::Seat;

namespace {

/// Each turn takes `fixed`, and `each` for a request.
Seat seat_of(Duration fixed, Duration each) {
  Seat seat;
  seat.slice = [=](const SliceOrder& order) -> Expected<SliceReport> {
    SliceReport report;
    report.ok = order.requests;
    report.length = fixed + each * order.requests;
    return report;
  };
  return seat;
}

}  // namespace

TEST_CASE("a target that needs no filling has turns of 5 ms") {
  Seat seat = seat_of(0ms, 10us);
  const auto found = find_turn_length(seat, 4, {}, {});
  REQUIRE(found);
  CHECK(found->requests == 512);  // the first power of two from 4 on that takes 5 ms
  CHECK(found->takes == 5120us);
  CHECK(found->reason.find("some 5.12 ms") != std::string::npos);
}

TEST_CASE("a target whose batches take a while to fill has longer ones") {
  // A tenth of fixed + n * each is fixed from n = 9 fixed / each = 900 on.
  Seat seat = seat_of(10ms, 100us);
  const auto found = find_turn_length(seat, 1, {}, {});
  REQUIRE(found);
  CHECK(found->requests == 1024);
}

TEST_CASE("a turn is never longer than wanted, and says what that costs") {
  Seat seat = seat_of(1500ms, 1us);
  const auto found = find_turn_length(seat, 8, {}, {});
  REQUIRE(found);
  CHECK(found->requests == 8);
  CHECK(found->reason.find("as long as turns may be") != std::string::npos);
}

TEST_CASE("what the seat can't do is told") {
  Seat seat = seat_of(0ms, 1ms);
  seat.slice = [](const SliceOrder&) -> Expected<SliceReport> {
    return harness::failure("out of ink");
  };
  CHECK(find_turn_length(seat, 1, {}, {}).error().message == "out of ink");
  seat.slice = [](const SliceOrder&) -> Expected<SliceReport> {
    return SliceReport{.ok = 1, .unfinished = 2};
  };
  CHECK(find_turn_length(seat, 1, {}, {}).error().message.starts_with("did not end 2"));
}

}  // namespace turn_length_test
