// A program that holds one side's target.
#pragma once

#include <filesystem>
#include <stop_token>

#include "harness/child/process.h"
#include "harness/child/serve.h"
#include "harness/pairing/seat.h"

namespace harness::pairing {

/// How long a program may take before it counts as hung.
struct Deadlines {
  Duration start = std::chrono::minutes(1);        // until it greets
  Duration making = std::chrono::minutes(10);      // of its target
  Duration beyond_turn = std::chrono::minutes(1);  // what a turn takes beside its patience
  Duration end = std::chrono::minutes(2);          // checking its outputs, and ending
};

/// What a seat is made from.
struct SeatOrder {
  child::Program program;
  child::SessionOrder session;  // its scratch is made anew for each seat, and removed with it
  Deadlines deadlines = {};
  std::stop_token stop = {};
  child::TellPhase tell = {};  // what the target's making is about; may be null
};

/// Starts the program and has it open the session. Errors: as those of child::Child.
Expected<Seat> take_program_seat(const SeatOrder& order);

}  // namespace harness::pairing
