// How long a turn has to be.
#pragma once

#include <cstdint>
#include <string>

#include "harness/pairing/seat.h"

namespace harness::pairing {

/// What turns are to be like.
struct TurnWish {
  Duration shortest = std::chrono::milliseconds(5);
  Duration longest = std::chrono::seconds(1);
  double most_fixed = 0.1;  // of a turn, for filling and draining the target
};

/// A turn's length, found by measurement.
struct TurnLength {
  std::uint64_t requests = 1;
  Duration takes{};    // about
  std::string reason;  // in a sentence
};

/// Doubles the requests of a turn, from one for each client, until it takes `shortest` and what
/// each turn spends beyond its requests' share, by the line through the two last lengths, is at
/// most `most_fixed` of it: batches fill and commits end once a turn. Ends at `longest` all the
/// same, and says so. Each length is tried three times; the fastest counts. Errors: the seat's;
/// requests that do not end.
Expected<TurnLength> find_turn_length(Seat& seat, std::uint64_t clients, const TurnWish& wish,
                                      const child::SliceOrder& order);

}  // namespace harness::pairing
