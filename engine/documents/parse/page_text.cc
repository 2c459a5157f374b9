#include "engine/documents/parse/page_text.h"

#include <fmt/format.h>

#include "engine/documents/parse/plain_text.h"

namespace engine::documents::parse {
namespace {

parsed::Part read_page(const parsed::Page& page, std::size_t number, parsed::BlockWriter& writer) {
  const std::size_t before = writer.blocks().size();
  if (page.fate == parsed::Part::Fate::extracted) (void)read_plain_text(page.text, writer);
  writer.end_block();
  const auto blocks = writer.blocks();
  parsed::Part part{.fate = page.fate,
                    .name = fmt::format("page {}", number),
                    .problem = page.problem,
                    .begin = blocks.empty() ? 0 : blocks.back().end,
                    .end = blocks.empty() ? 0 : blocks.back().end};
  if (blocks.size() > before) {
    part.begin = blocks[before].begin;
  } else if (page.fate == parsed::Part::Fate::extracted) {
    part.fate = parsed::Part::Fate::empty;
  }
  return part;
}

}  // namespace

std::vector<parsed::Part> read_pages(std::span<const parsed::Page> pages,
                                     parsed::BlockWriter& writer) {
  std::vector<parsed::Part> parts;
  parts.reserve(pages.size());
  for (const parsed::Page& page : pages) parts.push_back(read_page(page, parts.size() + 1, writer));
  // The page is the place: where in the file its words stand is poppler's secret.
  for (parsed::Block& block : writer.blocks_from(0)) block.source_begin = block.source_end = 0;
  return parts;
}

}  // namespace engine::documents::parse
