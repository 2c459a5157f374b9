// The generator goes before the engine.
#pragma once

#include <string_view>

namespace harness::drive {

/// While it lives, the calling thread is scheduled before the others, as far as the system lets it:
/// in real time (root), by a lower nice value (root or a RLIMIT_NICE), or at least with a short
/// time slice, which anybody may ask for and which lets it in as soon as it wakes. A generator that
/// has to wait for the engine it drives is late. Threads started meanwhile inherit it; none should
/// be. For a generator that sleeps: one that spins in real time would keep a core from everybody.
class Priority {
 public:
  Priority();
  ~Priority();
  Priority(const Priority&) = delete;
  Priority& operator=(const Priority&) = delete;

  /// "real time", "nice -19", "short slices" or "as the others".
  std::string_view describe() const;

 private:
  enum class Kind { none, slice, nice, real_time };

  int nice_before_ = 0;
  Kind kind_ = Kind::none;
};

}  // namespace harness::drive
