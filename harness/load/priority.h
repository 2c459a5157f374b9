// The generator goes before the engine.
#pragma once

namespace harness::load {

/// While it lives, the calling thread is scheduled before the others where the system lets it
/// (root, or a RLIMIT_NICE): a generator that has to wait for the engine it drives is late. Threads
/// that this one starts meanwhile inherit it; none should.
class Priority {
 public:
  Priority();
  ~Priority();
  Priority(const Priority&) = delete;
  Priority& operator=(const Priority&) = delete;

  bool raised() const { return raised_; }

 private:
  int before_ = 0;
  bool raised_ = false;
};

}  // namespace harness::load
