// A text as paragraphs in sections, and its bytes in each format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace scenarios {

/// Titled paragraphs in sections; all UTF-8 on one line each.
struct PlainBook {
  static constexpr std::size_t section_paragraphs = 20;

  std::string title;
  std::vector<std::vector<std::string>> sections;

  /// Of a text whose paragraphs are divided by blank lines: the first is the title. Words are kept,
  /// white space isn't.
  static PlainBook of_text(std::string_view text);

  std::string text() const;
  std::string markdown() const;
  std::string html() const;
  /// WordprocessingML (ECMA-376) in a zip file. Errors: libzip's.
  harness::Expected<std::string> docx() const;
  /// EPUB 3, a chapter a section. Errors: libzip's.
  harness::Expected<std::string> epub() const;
  /// PDF 1.4 (ISO 32000-1), A4, 50 lines a page, its pages compressed. Letters that Helvetica's
  /// WinAnsiEncoding lacks become '?'.
  std::string pdf() const;
};

/// The bytes as gzip packs them (RFC 1952), without a name or a time.
std::string gzipped(std::string_view bytes);

}  // namespace scenarios
