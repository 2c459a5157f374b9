#include <algorithm>
#include <array>
#include <utility>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/ascii.h"

namespace engine::documents::parse {
namespace {

constexpr std::size_t looked_at = 1'024;  // bytes of the beginning

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), parsed::lower);
  return out;
}

constexpr std::array<std::pair<std::string_view, parsed::Format>, 11> endings = {{
    {".txt", parsed::Format::text},
    {".text", parsed::Format::text},
    {".rst", parsed::Format::text},
    {".md", parsed::Format::markdown},
    {".markdown", parsed::Format::markdown},
    {".html", parsed::Format::html},
    {".htm", parsed::Format::html},
    {".xhtml", parsed::Format::html},
    {".docx", parsed::Format::docx},
    {".epub", parsed::Format::epub},
    {".pdf", parsed::Format::pdf},
}};

// Markup that other kinds of files hardly begin with.
bool looks_like_html(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || head[first] != '<') return false;
  constexpr std::array<std::string_view, 8> signs = {"<!doctype html", "<html", "<head", "<body",
                                                     "<title",         "<h1",   "<p>",   "<div"};
  const std::string lower_head = lowered(head);
  return std::ranges::any_of(
      signs, [&](std::string_view sign) { return lower_head.find(sign) != std::string::npos; });
}

bool looks_like_markdown(std::string_view head) {
  if (head.starts_with("# ") || head.starts_with("```")) return true;
  constexpr std::array<std::string_view, 5> signs = {"\n# ", "\n## ", "\n```", "](http", "\n===\n"};
  return std::ranges::any_of(
      signs, [&](std::string_view sign) { return head.find(sign) != std::string_view::npos; });
}

// OCF 3.2, 4.3: "mimetype" is the first entry, and stored, so that one can look.
bool looks_like_epub(std::string_view head) {
  constexpr std::size_t name_at = 30;  // APPNOTE.TXT 4.3.7: behind the header's fixed fields
  return head.size() > name_at && head.substr(name_at).starts_with("mimetype") &&
         head.substr(name_at, 100).find("application/epub+zip") != std::string_view::npos;
}

bool looks_like_docx(std::string_view head) {
  return head.find("[Content_Types].xml") != std::string_view::npos ||
         head.find("word/") != std::string_view::npos;
}

bool has_controls(std::string_view head) {
  return std::ranges::any_of(head, [](char byte) {
    const auto c = static_cast<unsigned char>(byte);
    return c < 0x20 && (c < '\t' || c > '\r') && c != 0x1B;
  });
}

}  // namespace

Expected<parsed::Format> detect_format(std::string_view name, std::string_view bytes) {
  std::string lower_name = lowered(name.substr(name.find_last_of('/') + 1));
  if (lower_name.ends_with(".gz")) lower_name.resize(lower_name.size() - 3);
  for (const auto& [ending, format] : endings) {
    if (lower_name.size() > ending.size() && lower_name.ends_with(ending)) return format;
  }
  std::string_view head = bytes.substr(0, looked_at);
  if (head.starts_with("PK\x03\x04")) {
    if (looks_like_epub(head)) return parsed::Format::epub;
    if (looks_like_docx(head)) return parsed::Format::docx;
  }
  if (head.starts_with("%PDF-")) return parsed::Format::pdf;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.empty() || has_controls(head)) {
    return failure(Reason::unsupported_format,
                   "neither the name nor the first bytes are those of text, Markdown, HTML, DOCX, "
                   "EPUB or PDF");
  }
  if (looks_like_html(head)) return parsed::Format::html;
  if (looks_like_markdown(head)) return parsed::Format::markdown;
  return parsed::Format::text;
}

}  // namespace engine::documents::parse
