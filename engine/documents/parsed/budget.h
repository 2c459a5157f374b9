// What parsing one document may cost.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "engine/documents/parsed/limits.h"
#include "engine/expected.h"

namespace engine::documents::parsed {

/// What one document may cost its parser; nothing: as much as it likes.
struct Limits {
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::optional<std::chrono::nanoseconds> cpu;  // of the thread that parses
  std::optional<std::uint64_t> memory_bytes;    // that its text and blocks may take
  std::uint32_t parts = most_parts;             // that are read; further ones fail as too_large
};

/// Thrown where a limit is passed, and caught within the parser: what calls back from a library in
/// C has no other way out.
struct Spent {
  Error error;
};

/// Holds the parser to its limits, piece by piece. Once it is spent, it stays spent.
class Budget {
 public:
  /// A document begins.
  void begin(const Limits& limits);

  /// To be called for each piece of text; looks at the clocks now and then. Throws Spent.
  void check(std::uint64_t held_bytes) {
    if (limited_ && (--calls_left_ == 0 || held_bytes > most_bytes_)) look(held_bytes);
  }
  /// The same at once, as before each part.
  void check_now();

  std::uint32_t parts() const { return limits_.parts; }

 private:
  void look(std::uint64_t held_bytes);

  Limits limits_;
  bool limited_ = false;
  std::uint32_t calls_left_ = 0;  // until the next look
  std::uint64_t most_bytes_ = 0;
  std::chrono::nanoseconds cpu_before_{};
  std::optional<Error> spent_;
};

}  // namespace engine::documents::parsed
