// How many requests ended in each way.
#pragma once

#include <cstdint>

#include "harness/target.h"

namespace harness::record {

/// Counts of them.
struct Outcomes {
  std::uint64_t ok = 0;
  std::uint64_t failed = 0;
  std::uint64_t shed = 0;

  std::uint64_t all() const { return ok + failed + shed; }
  std::uint64_t accepted() const { return ok + failed; }
  void add(Outcome outcome) {
    (outcome == Outcome::ok ? ok : outcome == Outcome::failed ? failed : shed) += 1;
  }
  void add(const Outcomes& other) {
    ok += other.ok;
    failed += other.failed;
    shed += other.shed;
  }
};

}  // namespace harness::record
