// A document's bytes into plain text with its structure.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/expected.h"
#include "engine/parse/budget.h"
#include "engine/parse/limits.h"

namespace engine::parse {

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

struct HtmlHead;
class Source;

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

/// Parses documents one after the other, keeping its buffers and library contexts between them.
/// Not thread-safe: one per worker. Building one costs what the libraries cost to set up.
class Parser {
 public:
  /// `most_unpacked`: how many bytes may come out of one file of files in all.
  explicit Parser(std::uint64_t most_unpacked = usual_unpacked);
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  /// PDFs are not its business, but engine::pdf's. Precondition: of a text format, `bytes` is valid
  /// UTF-8 (validate() has seen to it). Errors: unsupported_format; empty (no text), too_deep,
  /// malformed; of a file of files also too_large (unpacked, its texts are more than
  /// `most_unpacked`) and encrypted. A part that can't be read fails alone, and the document with
  /// it only if no part has text. A limit that is passed fails the parts that it leaves unread, or
  /// else the document: timed_out, out_of_cpu, out_of_memory. It is looked at with each piece of
  /// text, so what a library does in between is not stopped: only a child process can be. Never
  /// throws but for lack of memory.
  Expected<Parsed> parse(Format format, std::string_view bytes, const Limits& limits = {});

  /// The same of bytes that come piece by piece. Of text and HTML no more is in memory at once than
  /// a piece and what belongs together (a line, a comment); md4c wants Markdown whole. No room as
  /// large as the document is kept afterwards. Errors: the source's, too.
  Expected<Parsed> parse(Format format, Source& source, const Limits& limits = {});

  /// A document of pages, each a part: "page 1" and so on. A page that says nothing is empty,
  /// whatever its fate was said to be. Errors: empty.
  Expected<Parsed> parse_pages(std::string_view title, std::span<const Page> pages);

 private:
  struct Contexts;
  template <class From>
  Expected<HtmlHead> read(Format format, From&& from, const Limits& limits);
  Expected<Parsed> finish(Expected<HtmlHead> head);
  std::unique_ptr<Contexts> contexts_;
};

/// The format by the name's ending (.txt .text .rst .md .markdown .html .htm .xhtml .docx .epub
/// .pdf, each perhaps with .gz behind it), else by looking at the first bytes, which are to be
/// unpacked ones if gzip packed them; unsupported_format if it is none of them.
Expected<Format> detect_format(std::string_view name, std::string_view bytes);

/// Is this text at all? Errors: empty, binary (NUL bytes or many control characters),
/// invalid_utf8 (with the offset). A UTF-8 byte-order mark is fine.
Expected<void> validate(std::string_view bytes);

}  // namespace engine::parse
