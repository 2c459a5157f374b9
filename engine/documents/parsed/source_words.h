// For tests: are a text's words in the bytes that it is said to come from?
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/archive/zip.h"
#include "engine/documents/parsed/entity.h"
#include "engine/documents/parsed/origin.h"
#include "engine/documents/parsed/parsed.h"

namespace engine::documents::parsed {

/// Markup without its tags, comments and scripts, references replaced: read as simply as can be.
inline std::string without_tags(std::string_view markup) {
  std::string out;
  for (std::size_t at = 0; at < markup.size();) {
    const std::string_view rest = markup.substr(at);
    std::size_t skipped = 0;
    if (rest.starts_with("<!--")) {
      skipped = rest.find("-->");
    } else if (rest.starts_with("<script")) {
      skipped = rest.find("</script");
    } else if (rest.starts_with("<style")) {
      skipped = rest.find("</style");
    } else if (rest[0] == '<') {
      skipped = rest.find('>');
    }
    if (skipped == std::string_view::npos) break;
    if (rest[0] == '<') {
      at += skipped + 1;
      continue;
    }
    const std::size_t end = rest[0] == '&' ? rest.substr(0, 12).find(';') : std::string_view::npos;
    char buffer[4];
    if (end != std::string_view::npos) {
      out += decode_entity(rest.substr(0, end + 1), buffer);
      at += end + 1;
    } else {
      out += rest[0];
      ++at;
    }
  }
  return out;
}

/// Letters and digits; beyond ASCII all but no-break spaces and punctuation (U+2000 to U+203F).
inline std::string letters_of(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool other = static_cast<unsigned char>(c) >= 0x80;
    if (text.substr(i, 2) == "\xC2\xA0") {
      ++i;
    } else if (text.substr(i, 2) == "\xE2\x80") {
      i += 2;
    } else if (other || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
      out += c;
    }
  }
  return out;
}

/// Is each word behind the one before?
inline bool has_words_in_order(const std::string& letters, std::string_view text) {
  std::size_t at = 0;
  while (!text.empty()) {
    const std::string word = letters_of(text.substr(0, text.find_first_of(" \n\t")));
    text.remove_prefix(std::min(text.size(), text.find_first_of(" \n\t")));
    text.remove_prefix(std::min<std::size_t>(text.size(), 1));
    at = letters.find(word, at);
    if (at == std::string::npos) return false;
    at += word.size();
  }
  return true;
}

/// Does the source, but for its markup, have all the text's letters in their order? In Markdown
/// links stand between words, in DOCX what was deleted: there each word behind the one before.
inline bool has_words(Format format, std::string_view source, std::string_view text) {
  if (format == Format::text) return letters_of(source).find(letters_of(text)) != std::string::npos;
  const std::string letters = letters_of(without_tags(source));
  if (format == Format::html || format == Format::epub) {
    return letters.find(letters_of(text)) != std::string::npos;
  }
  return has_words_in_order(letters, text) ||
         (format == Format::markdown && has_words_in_order(letters_of(source), text));
}

/// The bytes of an origin in its document, which is unpacked; empty where the document has no
/// such bytes.
inline std::string origin_bytes(Format format, std::string_view document, const Origin& origin) {
  if (!origin.source) return {};
  std::string file;
  if (!is_text(format)) {
    auto zip = archive::Zip::open(document, largest_document);
    const auto entry = zip->find(origin.name);
    if (!entry || !zip->read(*entry, file)) return {};
  }
  const std::string_view bytes = is_text(format) ? document : std::string_view(file);
  if (origin.source->end > bytes.size()) return {};
  return std::string(bytes.substr(origin.source->begin, origin.source->end - origin.source->begin));
}

}  // namespace engine::documents::parsed
