// How much memory a process may still take.
#pragma once

#include <cstdint>

namespace engine::inference {

/// Bytes: the least of what the machine has available, what the control group leaves, and what the
/// limit of the address space leaves.
std::uint64_t memory_left();

}  // namespace engine::inference
