// A pair of programs that take turns.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "harness/gate/pair.h"
#include "harness/pairing/seat.h"
#include "harness/schedule/generator.h"

namespace harness::pairing {

/// How long each side's turns are, and how many.
struct Turns {
  child::SliceOrder turn;     // of each side; by requests, so that both do the same work
  std::uint64_t warm_up = 2;  // rounds, not measured
  std::uint64_t rounds = 20;  // each of a turn of both sides
};

/// Seats both sides, the one that the coin names first, has them take turns, each round in an order
/// drawn at random, and asks both whether their outputs were right. An error names the side ("the
/// candidate"): it can't be made, ended, hung, did what no target may do, or has wrong outputs; or
/// the sides are not of one kind: of as many items, say.
Expected<gate::Pair> take_turns(const TakeSeat& base, const TakeSeat& candidate, const Turns& turns,
                                schedule::Generator& random, const std::stop_token& stop);

}  // namespace harness::pairing
