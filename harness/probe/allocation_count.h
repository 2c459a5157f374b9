// How much memory the program has asked operator new for.
#pragma once

#include <cstdint>
#include <optional>

namespace harness::probe {

/// Calls of operator new, in all its forms, and the bytes that they asked for; of all threads,
/// ended ones too, since the program started. What C libraries take from malloc is not in it.
struct AllocationCount {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
};

/// Empty unless the program is linked with `harness_allocation_counter`, and in sanitizer builds.
/// Any thread; what other threads allocate during the call may or may not be in it.
std::optional<AllocationCount> allocations();

/// Where allocations() gets its counts; for whoever counts.
void count_allocations_with(AllocationCount (*counter)());

}  // namespace harness::probe
