// Both programs of a gate, to be seated pair by pair.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/pairing/seat.h"
#include "harness/schedule/generator.h"
#include "scenarios/gate/fresh_programs.h"
#include "scenarios/gate/gate_order.h"

namespace scenarios {

/// Fresh programs with their sessions: one environment, and folders of equal length.
class Sides {
 public:
  /// How to take both seats of a pair.
  struct Seats {
    harness::pairing::TakeSeat base, candidate;
  };

  /// Errors and precondition: FreshPrograms'.
  static harness::Expected<Sides> make(const GateOrder& order, const std::stop_token& stop);

  /// From now on the candidate has more to do.
  void inject(const harness::drive::Injection& injection) { injection_ = injection; }

  /// The files as they are. Precondition: no program of the pair before runs.
  harness::Expected<Seats> place(harness::schedule::Generator& random) const;

  /// As FreshPrograms::find_linkers.
  bool find_linkers() { return programs_.find_linkers(); }

  /// Both linked again. Precondition: find_linkers() said yes, and place()'s.
  harness::Expected<Seats> place_relinked(harness::schedule::Generator& random) const;

  std::vector<std::string> warnings() const { return programs_.warnings(); }

 private:
  Sides(const GateOrder& order, const std::stop_token& stop, FreshPrograms programs)
      : order_(order), stop_(stop), programs_(std::move(programs)) {}
  Seats seats_of(const FreshPrograms::Placed& placed) const;
  harness::pairing::TakeSeat seat_of(const harness::child::Program& program, const char* place,
                                     bool of_candidate) const;

  const GateOrder& order_;
  std::stop_token stop_;
  FreshPrograms programs_;
  std::optional<harness::drive::Injection> injection_;
};

}  // namespace scenarios
