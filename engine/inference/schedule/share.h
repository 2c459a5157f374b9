// A step's tokens, shared among those that still read their prompts.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace engine::inference::schedule {

/// Max-min fair: each gets what it wants, or as much as anybody who doesn't. 64 among 16 and 400:
/// 16 and 48. What does not divide goes to whoever wants
/// most.
std::vector<std::size_t> share(std::size_t tokens, std::span<const std::size_t> wanted);

}  // namespace engine::inference::schedule
