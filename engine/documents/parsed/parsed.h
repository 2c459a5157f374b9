// What a document's bytes are parsed into: plain text with its structure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::documents::parsed {

/// To be raised when the same bytes would come to another `Parsed` (or error) than before: what was
/// kept of them then counts no more.
inline constexpr std::uint32_t version = 1;

enum class Format : std::uint8_t { text, markdown, html, docx, epub, pdf };
inline constexpr std::array all_formats{Format::text, Format::markdown, Format::html,
                                        Format::docx, Format::epub,     Format::pdf};

std::string_view to_string(Format format);

/// Whether its bytes are text themselves, to be told by `validate`, and not a file of files.
constexpr bool is_text(Format format) {
  return format <= Format::html;
}

/// A stretch of `Parsed::text` that stands on its own. Half-open byte offsets into the text;
/// blocks are in order and don't overlap.
///
/// `source_begin` and `source_end` are half-open, too: in these bytes of what the parser was given
/// (of a part: in the unpacked file that it is) stands all that the text was made from, in order,
/// one block's behind the other's. Plain text and Markdown: from the text's first byte to its last;
/// HTML: between the tags around, as far as these are no phrases'; DOCX: from the first text to the
/// last. Both are 0 where there are no such bytes: on a PDF's page.
struct Block {
  enum class Kind : std::uint8_t { heading, paragraph, list_item, code, table_cell, quote };
  Kind kind = Kind::paragraph;
  std::uint8_t level = 0;  // of a heading, 1 to 6
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t source_begin = 0;
  std::uint32_t source_end = 0;
  bool operator==(const Block&) const = default;
};

/// A chapter, a page or another file within a document's file, and what became of it. Half-open
/// byte offsets into the text; none of it unless extracted.
struct Part {
  enum class Fate : std::uint8_t { extracted, empty, failed };
  Fate fate = Fate::extracted;
  std::string name;     // as the document calls it: "OEBPS/chapter-1.xhtml"
  std::string problem;  // of a failed one: why, in one line
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Part&) const = default;
};

/// A page that somebody else has read: plain text with blank lines between its blocks, or why there
/// is none.
struct Page {
  Part::Fate fate = Part::Fate::empty;
  std::string_view text;  // of an extracted one; valid UTF-8
  std::string problem;    // of a failed one
};

/// A parsed document: valid UTF-8 text without markup, blocks separated by one newline.
struct Parsed {
  std::string title;  // <title>, first heading, or first line; at most 200 bytes, may be empty
  std::string language_hint;  // from the document itself (<html lang>), such as "en"; may be empty
  std::string text;
  std::vector<Block> blocks;
  /// All parts that the document has, in order, none left out; empty where it is one whole.
  std::vector<Part> parts;

  std::size_t memory_bytes() const;
};

/// How far a document was read. A part that is malformed, encrypted or crashes its parser is as
/// good as read: nobody gets further.
enum class Extent : std::uint8_t {
  whole,
  cut_by_limits,  // on CPU time or memory: the same ones would cut it at about the same place
  cut_by_chance,  // by its deadline, or what is not its fault: another attempt may get further
};
Extent extent_of(const Parsed& parsed);

}  // namespace engine::documents::parsed
