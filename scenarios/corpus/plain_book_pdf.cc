// PDF.
#include <fmt/format.h>
#include <zlib.h>

#include "scenarios/corpus/plain_book.h"

namespace scenarios {
namespace {

constexpr std::size_t line_letters = 92;
constexpr std::size_t page_lines = 50;

/// UTF-8 as WinAnsiEncoding has it, where that is Latin-1; '?' for the others.
std::string win_ansi_of(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80) {
      out += utf8[i];
      continue;
    }
    const bool two = (c == 0xC2 || c == 0xC3) && i + 1 < utf8.size();
    const auto next = two ? static_cast<unsigned char>(utf8[i + 1]) : 0U;
    out += two && (c == 0xC3 || next >= 0xA0) ? static_cast<char>((c & 3U) << 6 | (next & 0x3FU))
                                              : '?';
    while (i + 1 < utf8.size() && (static_cast<unsigned char>(utf8[i + 1]) & 0xC0) == 0x80) ++i;
  }
  return out;
}

/// The words of a paragraph on lines, behind which stands an empty one.
void add_lines(std::vector<std::string>& lines, const std::string& paragraph) {
  std::string_view rest = paragraph;
  while (!rest.empty()) {
    std::size_t take = rest.size();
    if (take > line_letters) {
      take = rest.rfind(' ', line_letters);
      if (take == rest.npos || take == 0) take = line_letters;
    }
    lines.emplace_back(rest.substr(0, take));
    rest.remove_prefix(take);
    if (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  }
  lines.emplace_back();
}

/// The drawing operators of one page.
std::string page_of(const std::vector<std::string>& lines, std::size_t from) {
  std::string out = "BT /F1 10 Tf 14 TL 50 780 Td\n";
  for (std::size_t i = from; i < std::min(from + page_lines, lines.size()); ++i) {
    out += '(';
    for (const char c : lines[i]) {
      if (c == '(' || c == ')' || c == '\\') out += '\\';
      out += c;
    }
    out += ") Tj T*\n";
  }
  return out + "ET\n";
}

std::string deflated(const std::string& bytes) {
  uLongf size = ::compressBound(bytes.size());
  std::string out(size, '\0');
  ::compress(reinterpret_cast<Bytef*>(out.data()), &size,
             reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  out.resize(size);
  return out;
}

/// Objects 1, 2, ... with the table of where each begins (ISO 32000-1, 7.5).
std::string file_of(const std::vector<std::string>& objects) {
  std::string file = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", file.size());
    file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = file.size();
  return file + fmt::format(
                    "xref\n0 {0}\n0000000000 65535 f \n{1}trailer\n<< /Size {0} /Root 1 0 "
                    "R >>\nstartxref\n{2}\n%%EOF\n",
                    objects.size() + 1, table, start);
}

}  // namespace

std::string PlainBook::pdf() const {
  std::vector<std::string> lines;
  add_lines(lines, win_ansi_of(title));
  for (std::size_t i = 0; i < sections.size(); ++i) {
    add_lines(lines, fmt::format("Part {}", i + 1));
    for (const std::string& paragraph : sections[i]) add_lines(lines, win_ansi_of(paragraph));
  }
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>",
      {},
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"};
  std::string kids;
  std::size_t pages = 0;
  for (std::size_t from = 0; from < lines.size(); from += page_lines, ++pages) {
    const std::string content = deflated(page_of(lines, from));
    objects.push_back(fmt::format("<< /Filter /FlateDecode /Length {} >>\nstream\n{}\nendstream",
                                  content.size(), content));
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << "
                    "/F1 3 0 R >> >> /Contents {} 0 R >>",
                    objects.size()));
    kids += fmt::format("{} 0 R ", objects.size());
  }
  objects[1] = fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages);
  return file_of(objects);
}

}  // namespace scenarios
