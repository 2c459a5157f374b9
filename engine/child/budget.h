// What a child process may spend on a document.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace engine::child {

/// Holds a child process to the limits of one document after the other. Where it takes too much CPU
/// time the kernel kills it (SIGPROF); where it can't go on without more memory it exits with
/// status_out_of_memory, which Child::why_it_ended() tells the engine. One a process. Under a
/// sanitizer, which takes terabytes of addresses and ends the process in its own way, memory is not
/// limited.
class Budget {
 public:
  Budget();

  /// `memory_bytes`: of addresses, beyond what the process had before any document. Nothing: no
  /// limit.
  void begin(std::optional<std::chrono::milliseconds> cpu,
             std::optional<std::uint64_t> memory_bytes);
  /// What follows belongs to no document.
  void end();

 private:
  std::uint64_t idle_bytes_;  // of addresses, taken before any document
};

/// Ends the process: what it needs it can't have.
[[noreturn]] void exit_out_of_memory();

}  // namespace engine::child
