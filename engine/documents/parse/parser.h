// A document's bytes into plain text with its structure.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "engine/documents/html/html_head.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/parsed/limits.h"
#include "engine/documents/parsed/parsed.h"
#include "engine/documents/parsed/source.h"
#include "engine/expected.h"

namespace engine::documents::parse {

/// Parses documents one after the other, keeping its buffers and library contexts between them.
/// Not thread-safe: one per worker. Building one costs what the libraries cost to set up.
class Parser {
 public:
  /// `most_unpacked`: how many bytes may come out of one file of files in all.
  explicit Parser(std::uint64_t most_unpacked = parsed::usual_unpacked);
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
  Expected<parsed::Parsed> parse(parsed::Format format, std::string_view bytes,
                                 const parsed::Limits& limits = {});

  /// The same of bytes that come piece by piece. Of text and HTML no more is in memory at once than
  /// a piece and what belongs together (a line, a comment); md4c wants Markdown whole. No room as
  /// large as the document is kept afterwards. Errors: the source's, too.
  Expected<parsed::Parsed> parse(parsed::Format format, parsed::Source& source,
                                 const parsed::Limits& limits = {});

  /// A document of pages, each a part: "page 1" and so on. A page that says nothing is empty,
  /// whatever its fate was said to be. Errors: empty.
  Expected<parsed::Parsed> parse_pages(std::string_view title, std::span<const parsed::Page> pages);

 private:
  struct Contexts;
  template <class From>
  Expected<html::HtmlHead> read(parsed::Format format, From&& from, const parsed::Limits& limits);
  Expected<parsed::Parsed> finish(Expected<html::HtmlHead> head);
  std::unique_ptr<Contexts> contexts_;
};

/// The format by the name's ending (.txt .text .rst .md .markdown .html .htm .xhtml .docx .epub
/// .pdf, each perhaps with .gz behind it), else by looking at the first bytes, which are to be
/// unpacked ones if gzip packed them; unsupported_format if it is none of them.
Expected<parsed::Format> detect_format(std::string_view name, std::string_view bytes);

}  // namespace engine::documents::parse
