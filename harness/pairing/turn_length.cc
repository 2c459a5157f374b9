#include "harness/pairing/turn_length.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/child/session.h"

namespace harness::pairing {
namespace {

constexpr int tries = 3;

Expected<Duration> fastest(Seat& seat, const child::SliceOrder& order) {
  Duration least = Duration::max();
  for (int i = 0; i < tries; ++i) {
    const auto report = seat.slice(order);
    if (!report) return tl::unexpected(report.error());
    if (report->unfinished > 0) {
      return failure(fmt::format("did not end {} of its requests within {:g} s", report->unfinished,
                                 seconds(order.patience)));
    }
    least = std::min(least, report->length);
  }
  return least;
}

std::string in_ms(Duration length) {
  return fmt::format("{:.3g} ms", milliseconds(length));
}

}  // namespace

Expected<TurnLength> find_turn_length(Seat& seat, std::uint64_t clients, const TurnWish& wish,
                                      const child::SliceOrder& order) {
  child::SliceOrder turn = order;
  turn.requests = std::max<std::uint64_t>(clients, 1);
  Duration before{};
  for (bool doubled = false;; doubled = true) {
    const auto tried = fastest(seat, turn);
    if (!tried) return tl::unexpected(tried.error());
    const Duration takes = *tried;
    // T(n) = fixed + n * each, so that 2 T(n) - T(2n) is what is fixed.
    const double fixed = doubled ? std::max(0.0, 2 * seconds(before) - seconds(takes)) : 0;
    const double share = takes > Duration{} ? fixed / seconds(takes) : 0;
    const auto found = [&](std::string why) {
      return TurnLength{
          turn.requests, takes,
          fmt::format("Turns of {} requests, some {}: {}.", turn.requests, in_ms(takes), why)};
    };
    const bool long_enough = takes >= wish.shortest;
    if (long_enough && doubled && share <= wish.most_fixed) {
      return found(fmt::format("{:.0f} % of it for filling and draining the target", 100 * share));
    }
    if (takes >= wish.longest || turn.requests * 2 > child::Session::most_requests) {
      return found(
          fmt::format("as long as turns may be, though {:.0f} % of it is for filling and "
                      "draining the target",
                      100 * share));
    }
    before = takes;
    turn.requests *= 2;
  }
}

}  // namespace harness::pairing
