// What a thread of the HTTP client tells of its work.
#pragma once

#include <atomic>
#include <cstdint>

#include "harness/target.h"

namespace scenarios::http {

/// What was done so far, and what there is now.
struct ClientFigures {
  std::uint64_t ok = 0, failed = 0, shed = 0;
  std::uint64_t waiting = 0;   // requests, for a connection
  std::uint64_t open = 0;      // connections, now
  std::uint64_t made = 0;      // connections, begun
  std::uint64_t repeated = 0;  // requests, on a second connection
  std::uint64_t bytes_sent = 0, bytes_received = 0;
  harness::Duration cpu{};

  void add(const ClientFigures& other);
};

/// One thread keeps them, others read what it has told.
class FiguresBoard {
 public:
  ClientFigures now;  // the keeping thread's

  /// A request ended, which is told at once.
  void count(harness::Outcome outcome);
  /// Tells the others the rest of `now`.
  void tell();

  /// All but the CPU time. Any thread.
  ClientFigures told() const;

 private:
  using Told = std::atomic<std::uint64_t>;
  Told ok_{0}, failed_{0}, shed_{0}, waiting_{0}, open_{0}, made_{0}, repeated_{0}, bytes_sent_{0},
      bytes_received_{0};
};

}  // namespace scenarios::http
