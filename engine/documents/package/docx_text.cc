#include "engine/documents/package/docx_text.h"

#include <algorithm>
#include <array>

#include "engine/documents/package/package.h"
#include "engine/documents/parsed/part_list.h"

namespace engine::documents::package {
namespace {

/// What an element means here.
enum class Meaning : std::uint8_t {
  none,
  paragraph,
  style,
  numbering,
  outline,
  text,
  space,   // tabs and line breaks
  hyphen,  // one at which no line ends
  cell,
  language,
  chunk,
  skipped,
};

struct Word {
  std::string_view name;
  Meaning meaning;
};

constexpr std::array words{
    Word{"Fallback", Meaning::skipped},
    Word{"altChunk", Meaning::chunk},
    Word{"br", Meaning::space},
    Word{"cr", Meaning::space},
    Word{"del", Meaning::skipped},
    Word{"instrText", Meaning::skipped},
    Word{"lang", Meaning::language},
    Word{"moveFrom", Meaning::skipped},
    Word{"noBreakHyphen", Meaning::hyphen},
    Word{"numId", Meaning::numbering},
    Word{"outlineLvl", Meaning::outline},
    Word{"p", Meaning::paragraph},
    Word{"pPrChange", Meaning::skipped},
    Word{"pStyle", Meaning::style},
    Word{"ptab", Meaning::space},
    Word{"rPrChange", Meaning::skipped},
    Word{"rt", Meaning::skipped},
    Word{"t", Meaning::text},
    Word{"tab", Meaning::space},
    Word{"tabLst", Meaning::skipped},
    Word{"tabs", Meaning::skipped},
    Word{"tc", Meaning::cell},
};
static_assert(std::ranges::is_sorted(words, {}, &Word::name));

Meaning meaning_of(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(words, name, {}, &Word::name);
  return found != words.end() && found->name == name ? found->meaning : Meaning::none;
}

}  // namespace

void DocxText::start(std::string_view name, const XmlAttributes& attributes) {
  if (root_.empty()) root_ = name;
  const Meaning meaning = meaning_of(name);
  if (skipping_ > 0 || meaning == Meaning::skipped) {
    ++skipping_;
    return;
  }
  Paragraph* const paragraph = paragraphs_.empty() ? nullptr : &paragraphs_.back();
  switch (meaning) {
    case Meaning::paragraph:
      writer_.end_block();
      paragraphs_.emplace_back();
      break;
    case Meaning::style:
      if (paragraph != nullptr) paragraph->style = styles_.find(attributes.find("val"));
      break;
    case Meaning::numbering:
      if (paragraph != nullptr) paragraph->listed = attributes.find("val") != "0";
      break;
    case Meaning::outline:
      if (paragraph != nullptr) paragraph->level = level_of_outline(attributes.find("val"));
      break;
    case Meaning::text:
      in_text_ = true;
      break;
    case Meaning::space:
      add(" ");
      break;
    case Meaning::hyphen:
      add("\u2011");
      break;
    case Meaning::cell:
      ++cells_;
      break;
    case Meaning::language:
      if (language_.empty()) language_ = tidy_language(attributes.find("val"));
      break;
    case Meaning::chunk:
      if (chunks_.size() < parsed::most_parts) chunks_.emplace_back(attributes.find("id"));
      break;
    case Meaning::none:
    case Meaning::skipped:
      break;
  }
}

void DocxText::end(std::string_view name) {
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  switch (meaning_of(name)) {
    case Meaning::paragraph:
      writer_.end_block();
      paragraphs_.pop_back();
      break;
    case Meaning::text:
      in_text_ = false;
      break;
    case Meaning::cell:
      writer_.end_block();
      --cells_;
      break;
    default:
      break;
  }
}

void DocxText::text(std::string_view piece) {
  if (in_text_ && skipping_ == 0) add(piece);
}

void DocxText::add(std::string_view piece) {
  const Paragraph paragraph = paragraphs_.empty() ? Paragraph{} : paragraphs_.back();
  const std::uint8_t level = paragraph.level.value_or(paragraph.style.level);
  const bool listed = paragraph.listed.value_or(paragraph.style.listed);
  const parsed::Block::Kind kind = level > 0    ? parsed::Block::Kind::heading
                                   : listed     ? parsed::Block::Kind::list_item
                                   : cells_ > 0 ? parsed::Block::Kind::table_cell
                                                : parsed::Block::Kind::paragraph;
  writer_.add(kind, level, piece);
  writer_.came_from(place());
}

}  // namespace engine::documents::package
