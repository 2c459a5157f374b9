// A limit on one of the target's own counters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/result/run_result.h"

namespace harness::objective {

/// What an objective says of a counter, and in which unit: "block_cache_bytes<=64MiB",
/// "evictions<=0", "pages>=50/s", "block_cache_hits>=90%". Of a total, all that it grew at the
/// point or, with /s, that by the second; of a level its highest for an upper limit and its lowest
/// for a lower one, as it was seen; of a ratio the point's.
class CounterLimit {
 public:
  /// `name` may be any counter's. Nothing where no counter can have it.
  static std::optional<CounterLimit> of(std::string_view name);

  /// Takes what stands behind the limit's number; false where no counter has such a unit.
  bool take_unit(std::string_view unit);
  static constexpr std::string_view units =
      "nothing, %, kB, MB, GB, KiB, MiB, GiB, us, ms or s, and /s of a total";

  const std::string& counter() const { return counter_; }

  /// What the limit does not fit: "it is counted in pages, not in bytes"; empty if it fits.
  std::string misfit(const result::CounterRow& row) const;
  /// In the limit's unit. Precondition: it fits. `upper`: the limit must not be exceeded.
  result::Figure measured(const result::CounterRow& row, bool upper) const;
  /// "12 MiB/s".
  std::string in_words(double measured) const;

 private:
  std::string counter_, unit_;
  std::string_view of_unit_;  // that the counter must have: "bytes", "s"; empty: any
  bool percent_ = false, per_s_ = false;
  double multiplied_ = 1, divided_ = 1;  // of a unit to the counter's own
};

}  // namespace harness::objective
