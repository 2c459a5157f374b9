#include "scenarios/corpus/plain_book.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

namespace scenarios {
namespace {

/// The next word of a paragraph; empty at its end.
std::string_view next_word(std::string_view& rest) {
  constexpr std::string_view space = " \t\r\f\v\n";
  const std::size_t from = std::min(rest.find_first_not_of(space), rest.size());
  const std::size_t to = std::min(rest.find_first_of(space, from), rest.size());
  const std::string_view word = rest.substr(from, to - from);
  rest.remove_prefix(to);
  return word;
}

std::string on_one_line(std::string_view paragraph) {
  std::string line;
  for (auto word = next_word(paragraph); !word.empty(); word = next_word(paragraph)) {
    if (!line.empty()) line += ' ';
    for (const char c : word) {
      if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) line += c;  // XML has no controls
    }
  }
  return line;
}

/// What would do something in Markdown, within a line or at its beginning, stands behind a
/// backslash (CommonMark 2.4).
std::string markdown_of(std::string_view line) {
  constexpr std::string_view special = "\\`*_[]<&~|";
  constexpr std::string_view first = "#+->=:";  // and 1. or 1)
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  std::string safe;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool leads =
        i == digits && (i == 0 ? first : std::string_view(".)")).find(line[i]) != first.npos;
    if (leads || special.find(line[i]) != special.npos) safe += '\\';
    safe += line[i];
  }
  return safe;
}

std::string xml_of(std::string_view line) {
  std::string safe;
  for (const char c : line) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace

PlainBook PlainBook::of_text(std::string_view text) {
  PlainBook book;
  std::string paragraph;
  const auto end_paragraph = [&] {
    std::string line = on_one_line(paragraph);
    paragraph.clear();
    if (line.empty()) return;
    if (book.title.empty()) {
      book.title = line.substr(0, 80);
      while (!book.title.empty() && (book.title.back() & 0x80) != 0) book.title.pop_back();
    }
    if (book.sections.empty() || book.sections.back().size() == section_paragraphs) {
      book.sections.emplace_back();
    }
    book.sections.back().push_back(std::move(line));
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r\f") == line.npos) {
      end_paragraph();
    } else {
      paragraph += line;
      paragraph += '\n';
    }
  }
  end_paragraph();
  return book;
}

std::string PlainBook::text() const {
  std::string out = title + "\n";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    out += fmt::format("\nPart {}\n", i + 1);
    for (const std::string& paragraph : sections[i]) out += "\n" + paragraph + "\n";
  }
  return out;
}

std::string PlainBook::markdown() const {
  std::string out = "# " + markdown_of(title) + "\n";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    out += fmt::format("\n## Part {}\n", i + 1);
    for (const std::string& paragraph : sections[i]) out += "\n" + markdown_of(paragraph) + "\n";
  }
  return out;
}

std::string PlainBook::html() const {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{0}</title></head>\n<body>\n"
      "<h1>{0}</h1>\n",
      xml_of(title));
  for (std::size_t i = 0; i < sections.size(); ++i) {
    out += fmt::format("<h2>Part {}</h2>\n", i + 1);
    for (const std::string& paragraph : sections[i]) out += "<p>" + xml_of(paragraph) + "</p>\n";
  }
  return out + "</body></html>\n";
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  constexpr int window_with_gzip = 15 + 16;
  if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_with_gzip, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = ::deflate(&stream, Z_FINISH);
  out.resize(ended == Z_STREAM_END ? stream.total_out : 0);
  ::deflateEnd(&stream);
  return out;
}

}  // namespace scenarios
