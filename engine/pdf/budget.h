// What a child process may spend on a document.
#pragma once

#include <cstdint>

#include "engine/pdf/document.h"

namespace engine::pdf {

/// Holds this process to the limits of one document after the other. Where it takes too much CPU
/// time the kernel kills it (SIGPROF); where it can't go on without more memory it exits with
/// status_out_of_memory. One a process. Under a sanitizer, which takes terabytes of addresses and
/// ends the process in its own way, memory is not limited.
class Budget {
 public:
  Budget();

  void begin(const Limits& limits);
  /// What follows belongs to no document.
  void end();

 private:
  std::uint64_t idle_bytes_;  // of addresses, taken before any document
};

/// Ends the process: what it needs it can't have.
[[noreturn]] void exit_out_of_memory();

}  // namespace engine::pdf
