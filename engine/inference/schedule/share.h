// A step's tokens, shared among those that still read their prompts.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace engine::inference::schedule {

/// By the order in which they came. Whoever wants the least gets it first, so that a long prompt
/// holds no short one up; but a quarter goes to the first, so that each has its turn. Of 64, those
/// that want 400 and 16 get 48 and 16.
std::vector<std::size_t> share(std::size_t tokens, std::span<const std::size_t> wanted);

}  // namespace engine::inference::schedule
