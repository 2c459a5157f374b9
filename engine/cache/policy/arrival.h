// What an eviction order may know of an entry.
#pragma once

#include <cstdint>

namespace engine::cache::policy {

/// An entry as it comes into an order.
struct Arrival {
  std::uint32_t hash = 0;  // of its key
  std::uint64_t weight_bytes = 0;
};

}  // namespace engine::cache::policy
