// Both programs of a gate, to be seated pair by pair.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/pairing/seat.h"
#include "harness/schedule/generator.h"
#include "scenarios/contenders/equal_copies.h"
#include "scenarios/contenders/relink/relinker.h"
#include "scenarios/gate/gate_order.h"

namespace scenarios {

/// Puts both programs where nothing but their bytes tells them apart, afresh for each pair: copies
/// at paths of equal length, drawn at random; one environment; folders of equal length.
class Sides {
 public:
  /// How to take both seats of a pair.
  struct Seats {
    harness::pairing::TakeSeat base, candidate;
  };

  /// An error: a program can't be read, or there is no room for temporary files. The order must
  /// outlive this.
  static harness::Expected<Sides> make(const GateOrder& order, const std::stop_token& stop);

  /// From now on the candidate has more to do.
  void inject(const harness::drive::Injection& injection) { injection_ = injection; }

  /// The files as they are. Precondition: no program of the pair before runs.
  harness::Expected<Seats> place(harness::schedule::Generator& random);

  /// Can both be linked again? Asked once: it links each to find out. Where it can't be done
  /// warnings() say why.
  bool find_linkers();

  /// Links both again, in orders of their parts drawn at random. Precondition: find_linkers() said
  /// yes.
  harness::Expected<Seats> place_relinked(harness::schedule::Generator& random);

  std::vector<std::string> warnings() const;

 private:
  Sides(const GateOrder& order, const std::stop_token& stop, EqualCopies copies,
        ScratchFolder scratch)
      : order_(order), stop_(stop), copies_(std::move(copies)), scratch_(std::move(scratch)) {}
  Seats seats_of(const EqualCopies::Pair& programs, bool base_in_a) const;
  harness::pairing::TakeSeat seat_of(const harness::child::Program& program, const char* place,
                                     bool of_candidate) const;

  const GateOrder& order_;
  std::stop_token stop_;
  EqualCopies copies_;
  ScratchFolder scratch_;
  std::optional<harness::drive::Injection> injection_;
  std::optional<Relinker> base_linker_, candidate_linker_;
  std::vector<std::string> warnings_;
};

}  // namespace scenarios
