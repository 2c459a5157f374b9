#include "engine/documents/parsed/origin.h"

#include <algorithm>

namespace engine::documents::parsed {
namespace {

// The first of them that ends behind `at`. What is empty may be in between; it ends where the one
// before did, or at the beginning.
template <class Spans>
auto first_behind(const Spans& spans, std::uint32_t at) {
  return std::ranges::upper_bound(spans, at, {}, [](const auto& span) { return span.end; });
}

bool is_placed(const Block& block) {
  return block.source_end > block.source_begin;
}

}  // namespace

Origin origin_of(const Parsed& parsed, std::uint32_t begin, std::uint32_t end) {
  Origin origin;
  end = std::max(end, begin + 1);
  if (const auto part = first_behind(parsed.parts, begin);
      part != parsed.parts.end() && part->begin < end) {
    origin.part = static_cast<std::size_t>(part - parsed.parts.begin());
    origin.name = part->name;
    end = std::min(end, part->end);
  }
  for (auto block = first_behind(parsed.blocks, begin);
       block != parsed.blocks.end() && block->begin < end; ++block) {
    if (!is_placed(*block)) continue;
    if (!origin.source) origin.source = SourceRange{block->source_begin, block->source_end};
    origin.source->end = std::max(origin.source->end, block->source_end);
  }
  return origin;
}

bool has_ordered_sources(const Parsed& parsed) {
  std::uint32_t behind = 0;
  auto part = parsed.parts.begin();
  for (const Block& block : parsed.blocks) {
    for (; part != parsed.parts.end() && part->end <= block.begin; ++part) behind = 0;
    const bool none = block.source_begin == 0 && block.source_end == 0;
    if (none) continue;
    if (!is_placed(block) || block.source_begin < behind) return false;
    behind = block.source_end;
  }
  return true;
}

}  // namespace engine::documents::parsed
