#include "harness/probe/allocation_count.h"

#include <atomic>

namespace harness::probe {
namespace {

constinit std::atomic<AllocationCount (*)()> source{nullptr};

}  // namespace

std::optional<AllocationCount> allocations() {
  const auto counter = source.load(std::memory_order_acquire);
  if (counter == nullptr) return std::nullopt;
  return counter();
}

void count_allocations_with(AllocationCount (*counter)()) {
  source.store(counter, std::memory_order_release);
}

}  // namespace harness::probe
