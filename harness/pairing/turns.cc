#include "harness/pairing/turns.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "harness/pairing/tally.h"

namespace harness::pairing {
namespace {

bool toss(schedule::Generator& random) {
  return random() >> 63 != 0;
}

/// A seat, its name and its turns.
class Side {
 public:
  explicit Side(const char* name) : name_(name) {}

  Expected<void> sit(const TakeSeat& take) {
    auto seat = take();
    if (!seat) return wrong(seat.error());
    seat_ = std::move(*seat);
    tally_.emplace(seat_.ready.counters);
    return {};
  }

  const child::Ready& ready() const { return seat_.ready; }

  Expected<void> turn(const child::SliceOrder& order, bool measured) {
    const auto report = seat_.slice(order);
    if (!report) return wrong(report.error());
    if (measured) tally_->add(*report);
    if (report->unfinished > 0) {
      return wrong({fmt::format("did not end {} of its requests within {:g} s", report->unfinished,
                                seconds(order.patience))});
    }
    return {};
  }

  Expected<gate::Measured> leave() {
    if (std::string fault = tally_->fault(); !fault.empty()) return wrong({fault});
    if (auto right = seat_.close(); !right) return wrong(right.error());
    return tally_->measured();
  }

 private:
  tl::unexpected<Error> wrong(const Error& error) const {
    return failure(fmt::format("{}: {}", name_, error.message));
  }

  const char* const name_;
  Seat seat_;
  std::optional<Tally> tally_;
};

/// What makes their figures incomparable.
Expected<void> check_alike(const child::Ready& base, const child::Ready& candidate) {
  if (base.population != candidate.population) {
    return failure(fmt::format("the base has {} items to ask for, and the candidate {}",
                               base.population, candidate.population));
  }
  return {};
}

Expected<void> play(Side& base, Side& candidate, const Turns& turns, schedule::Generator& random,
                    const std::stop_token& stop) {
  for (std::uint64_t round = 0; round < turns.warm_up + turns.rounds; ++round) {
    std::array<Side*, 2> order{&base, &candidate};
    if (toss(random)) std::swap(order[0], order[1]);
    for (Side* const side : order) {
      if (stop.stop_requested()) return failure("stopped");
      if (auto taken = side->turn(turns.turn, round >= turns.warm_up); !taken) return taken;
    }
  }
  return {};
}

}  // namespace

Expected<gate::Pair> take_turns(const TakeSeat& base, const TakeSeat& candidate, const Turns& turns,
                                schedule::Generator& random, const std::stop_token& stop) {
  Side first("the base"), second("the candidate");
  const bool candidate_sits_first = toss(random);
  auto seated = candidate_sits_first
                    ? second.sit(candidate).and_then([&] { return first.sit(base); })
                    : first.sit(base).and_then([&] { return second.sit(candidate); });
  if (!seated) return tl::unexpected(seated.error());
  if (auto alike = check_alike(first.ready(), second.ready()); !alike) {
    return tl::unexpected(alike.error());
  }
  if (auto played = play(first, second, turns, random, stop); !played) {
    return tl::unexpected(played.error());
  }
  gate::Pair pair;
  auto of_base = first.leave();
  if (!of_base) return tl::unexpected(of_base.error());
  auto of_candidate = second.leave();
  if (!of_candidate) return tl::unexpected(of_candidate.error());
  pair.base = std::move(*of_base);
  pair.candidate = std::move(*of_candidate);
  return pair;
}

}  // namespace harness::pairing
