// What a target counts of its own work: described once, told again and again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace harness {

/// A total only grows: what was done since the target was made. A level goes up and down: what is
/// there now. A ratio is worked out from totals, so nobody has to tell it.
enum class CounterKind : std::uint8_t { total, level, ratio };

/// Does a gate between two builds compare a counter, and which way is better? A total is compared
/// by the request.
enum class CounterGate : std::uint8_t { none, more_is_better, less_is_better };

/// A counter in words. In the result files its name is a column's, and objectives limit it by that.
struct CounterInfo {
  std::string name;       // "block_cache_bytes": small letters, digits and _, a letter first
  std::string unit = {};  // of its values: "pages"; "bytes" and "s" are shown as people write them
  CounterKind kind = CounterKind::total;
  std::string help = {};  // what it counts, in a few words
  // Of a ratio: part / (sum of whole), by the names of totals. "hits" of "hits" and "misses".
  std::string part = {};
  std::vector<std::string> whole = {};
  CounterGate gate = CounterGate::none;

  bool operator==(const CounterInfo&) const = default;
};

/// What a counter is at the moment; empty where the target can't say.
using CounterValue = std::optional<double>;

/// May a target have these? An error: a name that is not made of small letters, digits and _, that
/// stands twice or is one of `taken`; a ratio of anything but totals that are among `counters`.
Expected<void> check_counters(std::span<const CounterInfo> counters,
                              std::span<const std::string_view> taken = {});

}  // namespace harness
