// Whether a load can't be offered.
#pragma once

#include <optional>
#include <string>

#include "harness/schedule/schedule.h"

namespace harness::measure {

/// Looks at a generator from time to time: how late it is, and whether it still falls further
/// behind. A stall leaves it late, but it catches up; a rate beyond what it can send never lets it,
/// and a run that waited for it would take for ever.
class FallingBehind {
 public:
  /// So late for so long, at most; half of a shorter load's length.
  static constexpr Duration patience = std::chrono::seconds(5);

  /// What the generator is to send: a copy that nothing was taken from.
  explicit FallingBehind(schedule::Schedule schedule);

  /// So many requests were sent `elapsed` after the load's beginning: is it to be given up? It is
  /// where the next one is late by more than the patience, and has been for as long without
  /// becoming less so. Both figures never fall from call to call.
  bool is_hopeless(Duration elapsed, std::uint64_t sent);

  /// "the generator can't offer this rate: it reached 1.2e+06/s, ..."; after is_hopeless().
  const std::string& reason() const { return reason_; }

 private:
  struct Late {
    Duration since{}, by{};
  };

  bool may_be_late(Duration elapsed, std::uint64_t sent) const;
  Duration due_time(std::uint64_t sent);

  schedule::Schedule schedule_;
  const Duration patience_;
  std::uint64_t taken_ = 0;  // arrivals, of the schedule
  Duration due_{};           // the last one taken
  std::optional<Late> late_;
  std::string reason_;
};

}  // namespace harness::measure
