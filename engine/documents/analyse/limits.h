// How much an analysis finds, and how much it looks at for that.
#pragma once

#include <cstdint>

#include "engine/option_info.h"

namespace engine::documents::analyse {

struct Limits {
  std::uint32_t keywords = 10;
  std::uint32_t summary_sentences = 3;
  std::uint32_t ranked_sentences = 1'000;  // only the first so many compete (bounds LexRank's cost)
  std::uint32_t window_bytes = 128
                               << 10;  // of text whose tokens `analyse_in_windows` holds at once
};

/// analyse.keywords and analyse.summary_sentences.
OptionTable<Limits> rows();

}  // namespace engine::documents::analyse
