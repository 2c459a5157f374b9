// Which cores there are to spin on, and how to keep to one of them.
#pragma once

#include <sched.h>

#include <vector>

namespace harness::selftest {

/// The cores that this thread may run on.
std::vector<int> usable_cores();

/// Keeps the calling thread on one core while this lives: the scheduler at times puts two spinning
/// threads on the same core, and leaves them there for a while.
class OnCore {
 public:
  explicit OnCore(int core);
  ~OnCore();
  OnCore(const OnCore&) = delete;
  OnCore& operator=(const OnCore&) = delete;

  /// False where the thread may not be bound to that core; then nothing has changed.
  bool holds() const { return holds_; }

 private:
  cpu_set_t before_{};
  bool holds_ = false;
};

}  // namespace harness::selftest
