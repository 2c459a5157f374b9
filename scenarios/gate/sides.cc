#include "scenarios/gate/sides.h"

#include <algorithm>

#include "harness/pairing/program_seat.h"

namespace scenarios {

using harness::Expected;
using harness::schedule::Generator;

Expected<Sides> Sides::make(const GateOrder& order, const std::stop_token& stop) {
  return FreshPrograms::make(order, stop).map([&](FreshPrograms programs) {
    return Sides(order, stop, std::move(programs));
  });
}

harness::pairing::TakeSeat Sides::seat_of(const harness::child::Program& program, const char* place,
                                          bool of_candidate) const {
  harness::pairing::SeatOrder seat{.program = program, .session = order_.session, .stop = stop_};
  // A target that takes all of the budget to be made hangs, as far as the gate is concerned.
  seat.deadlines.making = std::max<harness::Duration>(order_.budget, std::chrono::minutes(1));
  harness::child::SessionOrder& session = seat.session;
  session.target.scratch = order_.scratch / "targets" / place;
  if (injection_) session.injected.emplace();
  if (of_candidate) {
    session.injected = injection_;
    session.target.settings.insert(session.target.settings.end(), order_.candidate_settings.begin(),
                                   order_.candidate_settings.end());
  }
  return [seat] {
    return harness::pairing::take_program_seat(seat).map_error([&](harness::Error error) {
      // Nobody knows the copy; whose it is stands before the sentence.
      const std::string path = seat.program.path.string();
      for (std::size_t at = error.message.find(path); at != std::string::npos;
           at = error.message.find(path)) {
        error.message.replace(at, path.size(), "it");
      }
      return error;
    });
  };
}

/// The folder that a program works in goes with its place.
Sides::Seats Sides::seats_of(const FreshPrograms::Placed& placed) const {
  return {.base = seat_of(placed.programs.base, placed.base_in_a ? "a" : "b", false),
          .candidate = seat_of(placed.programs.candidate, placed.base_in_a ? "b" : "a", true)};
}

Expected<Sides::Seats> Sides::place(Generator& random) const {
  return programs_.copy(random).map(
      [this](const FreshPrograms::Placed& placed) { return seats_of(placed); });
}

Expected<Sides::Seats> Sides::place_relinked(Generator& random) const {
  return programs_.link(random).map(
      [this](const FreshPrograms::Placed& placed) { return seats_of(placed); });
}

}  // namespace scenarios
