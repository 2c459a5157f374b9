// What a text's words cost in memory.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/documents/analyse/token_stream.h"

namespace engine::documents::analyse {

/// What so many words take while a text is analysed and indexed, by count: the same for the same
/// text, whatever the allocator does. `distinct`: the words before they are stemmed; `tokens_held`:
/// 0 where only a window's are. Measured with prony_memory, of the whole process: 430 bytes for
/// each of 7 million distinct words (more where stems differ), 2.8 for each token that FTS5 keeps
/// until its transaction ends.
constexpr std::uint64_t word_bytes(std::uint64_t distinct, std::uint64_t tokens,
                                   std::uint64_t tokens_held) {
  return 512 * distinct + 4 * tokens + 2 * sizeof(Token) * tokens_held;
}

}  // namespace engine::documents::analyse
