#include "engine/documents/parsed/invariants.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/documents/parsed/ascii.h"
#include "engine/documents/parsed/origin.h"
#include "engine/documents/parsed/utf8.h"

namespace engine::documents::parsed {
namespace {

bool is_utf8(std::string_view text) {
  return valid_utf8_prefix(text) == text.size();
}

std::string_view about_text(const Block& block, std::string_view text) {
  if (!is_utf8(text)) return "cuts a character in two";
  if (std::ranges::all_of(text, is_blank)) return "is blank";
  if (is_blank(text.back())) return "ends in white space";
  const bool code = block.kind == Block::Kind::code;
  const auto control = [code](char c) {
    return static_cast<unsigned char>(c) < ' ' && !(code && (c == '\n' || c == '\t'));
  };
  if (std::ranges::any_of(text, control)) return "has a control character";
  if (code) return text.front() == '\n' ? "begins with a newline" : std::string_view();
  if (is_blank(text.front())) return "begins with white space";
  if (text.find("  ") != std::string_view::npos) return "has two spaces side by side";
  return {};
}

std::string_view about_block(const Parsed& parsed, const Block& block, std::size_t expected_begin) {
  const bool heading = block.kind == Block::Kind::heading;
  if (heading ? block.level < 1 || block.level > 6 : block.level != 0) return "has a wrong level";
  if (block.begin != expected_begin) return "does not begin just behind the one before";
  if (block.end <= block.begin || block.end > parsed.text.size()) return "ends where it can't";
  if (block.end < parsed.text.size() && parsed.text[block.end] != '\n') {
    return "has no newline behind it";
  }
  return about_text(block,
                    std::string_view(parsed.text).substr(block.begin, block.end - block.begin));
}

// Each that has text has whole blocks of it, one behind the other, and no block is left over.
std::string_view about_parts(const Parsed& parsed) {
  std::size_t expected_begin = 0;
  for (const Part& part : parsed.parts) {
    if (!is_utf8(part.name) || part.name.empty()) return "a part has no proper name";
    if (!is_utf8(part.problem)) return "a part's problem is not UTF-8";
    if ((part.fate == Part::Fate::failed) == part.problem.empty()) return "a part fails in silence";
    if (part.fate != Part::Fate::extracted) {
      if (part.begin != part.end || part.end > parsed.text.size()) return "an empty part has text";
      continue;
    }
    const auto begins = [&](const Block& block) { return block.begin == part.begin; };
    const auto ends = [&](const Block& block) { return block.end == part.end; };
    if (part.begin != expected_begin || std::ranges::none_of(parsed.blocks, begins) ||
        std::ranges::none_of(parsed.blocks, ends)) {
      return "a part is not made of blocks";
    }
    expected_begin = std::size_t{part.end} + 1;
  }
  if (!parsed.parts.empty() && expected_begin != parsed.text.size() + 1) {
    return "there is text behind the last part";
  }
  return {};
}

}  // namespace

std::string broken_promise(const Parsed& parsed) {
  if (!is_utf8(parsed.text)) return "the text is not UTF-8";
  if (!is_utf8(parsed.title)) return "the title is not UTF-8";
  if (parsed.title.size() > 200) return "the title is too long";
  if (parsed.title.find('\n') != std::string::npos) return "the title has more than one line";
  if (parsed.blocks.empty()) return "there is no block";
  std::size_t expected_begin = 0;
  for (std::size_t i = 0; i < parsed.blocks.size(); ++i) {
    const std::string_view wrong = about_block(parsed, parsed.blocks[i], expected_begin);
    if (!wrong.empty()) return fmt::format("block {} {}", i, wrong);
    expected_begin = std::size_t{parsed.blocks[i].end} + 1;
  }
  if (expected_begin != parsed.text.size() + 1) return "there is text behind the last block";
  if (const std::string_view wrong = about_parts(parsed); !wrong.empty()) return std::string(wrong);
  return has_ordered_sources(parsed) ? "" : "the blocks' bytes in the source are out of order";
}

}  // namespace engine::documents::parsed
