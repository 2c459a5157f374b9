#include "engine/documents/parsed/described.h"

#include <fmt/format.h>

#include <algorithm>

namespace engine::documents::parsed {
namespace {

std::string_view name_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::heading:
      return "heading";
    case Block::Kind::paragraph:
      return "paragraph";
    case Block::Kind::list_item:
      return "list_item";
    case Block::Kind::code:
      return "code";
    case Block::Kind::table_cell:
      return "table_cell";
    case Block::Kind::quote:
      return "quote";
  }
  return "?";
}

}  // namespace

std::string described_blocks(const Parsed& parsed) {
  std::string out;
  for (const Block& block : parsed.blocks) {
    out += name_of(block.kind);
    if (block.level != 0) out += fmt::format(" {}", block.level);
    out += '|';
    out.append(parsed.text, block.begin, block.end - block.begin);
    out += '\n';
  }
  return out;
}

std::string described_parts(const Parsed& parsed) {
  std::string out;
  for (const Part& part : parsed.parts) {
    const std::string_view fate = part.fate == Part::Fate::extracted ? "extracted"
                                  : part.fate == Part::Fate::empty   ? "empty"
                                                                     : "failed";
    const std::string_view text(parsed.text);
    out += fmt::format("{}|{}|{}{}\n", fate, part.name, part.problem,
                       text.substr(part.begin, std::min(part.end - part.begin, 20U)));
  }
  return out;
}

std::string described(const Parsed& parsed) {
  const auto line = [](std::string_view name, std::string_view value) {
    return fmt::format("{}:{}{}\n", name, value.empty() ? "" : " ", value);
  };
  return line("title", parsed.title) + line("language", parsed.language_hint) +
         described_blocks(parsed);
}

}  // namespace engine::documents::parsed
