#include "engine/parse/page_text.h"

#include <fmt/format.h>

#include "engine/parse/plain_text.h"

namespace engine::parse {
namespace {

Part read_page(const Page& page, std::size_t number, BlockWriter& writer) {
  const std::size_t before = writer.blocks().size();
  if (page.fate == Part::Fate::extracted) (void)read_plain_text(page.text, writer);
  writer.end_block();
  const auto blocks = writer.blocks();
  Part part{.fate = page.fate,
            .name = fmt::format("page {}", number),
            .problem = page.problem,
            .begin = blocks.empty() ? 0 : blocks.back().end,
            .end = blocks.empty() ? 0 : blocks.back().end};
  if (blocks.size() > before) {
    part.begin = blocks[before].begin;
  } else if (page.fate == Part::Fate::extracted) {
    part.fate = Part::Fate::empty;
  }
  return part;
}

}  // namespace

std::vector<Part> read_pages(std::span<const Page> pages, BlockWriter& writer) {
  std::vector<Part> parts;
  parts.reserve(pages.size());
  for (const Page& page : pages) parts.push_back(read_page(page, parts.size() + 1, writer));
  // The page is the place: where in the file its words stand is poppler's secret.
  for (Block& block : writer.blocks_from(0)) block.source_begin = block.source_end = 0;
  return parts;
}

}  // namespace engine::parse
