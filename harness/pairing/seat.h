// One side of a pair of programs that take turns.
#pragma once

#include <functional>

#include "harness/child/answers.h"
#include "harness/child/orders.h"
#include "harness/child/slice_report.h"
#include "harness/expected.h"

namespace harness::pairing {

/// A target that stands, under its load, and is idle but for its turns. Its end takes the target
/// down, whatever it is doing. One thread.
struct Seat {
  child::Hello hello = {};  // of the program that holds it
  child::Ready ready = {};
  std::function<Expected<child::SliceReport>(const child::SliceOrder&)> slice;
  /// Asks whether the target's outputs were right; it is gone afterwards. An error says what was
  /// wrong.
  std::function<Expected<void>()> close;
};

/// Makes a fresh one. Errors: as those of what makes the target.
using TakeSeat = std::function<Expected<Seat>()>;

}  // namespace harness::pairing
