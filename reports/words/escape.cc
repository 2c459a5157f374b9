#include "reports/words/escape.h"

namespace reports::words {
namespace {

/// Length of the valid UTF-8 sequence at the start of `text`; 0 if there is none (RFC 3629).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

/// Characters that change how the text around them reads, or that XML forbids.
bool is_unwelcome(std::string_view sequence) {
  if (sequence.size() == 1)
    return static_cast<unsigned char>(sequence[0]) < 0x20 || sequence[0] == 0x7F;
  if (sequence.size() == 2)
    return sequence[0] == '\xC2' && static_cast<unsigned char>(sequence[1]) < 0xA0;
  // U+2028..202E and U+2066..2069 break lines or turn the direction; U+FFFE and U+FFFF are no XML.
  return (sequence >= "\u2028" && sequence <= "\u202E") ||
         (sequence >= "\u2066" && sequence <= "\u2069") || sequence == "\xEF\xBF\xBE" ||
         sequence == "\xEF\xBF\xBF";
}

std::string_view html_entity(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool follows_www(std::string_view text, std::size_t end) {
  if (end < 3) return false;
  const std::string_view before = text.substr(end - 3, 3);
  return before.find_first_not_of("wW") == std::string_view::npos;
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const std::string_view sequence = text.substr(0, length == 0 ? 1 : length);
    if (length == 0) {
      clean += "\uFFFD";
    } else if (is_unwelcome(sequence)) {
      clean += ' ';
    } else {
      clean += sequence;
    }
    text.remove_prefix(sequence.size());
  }
  return clean;
}

std::size_t characters(std::string_view text) {
  std::size_t total = 0;
  for (const char byte : text) total += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  return total;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::string clean = clean_text(text);
  if (characters(clean) <= most || most == 0) return clean;
  std::size_t end = 0;
  for (std::size_t kept = 0; kept + 1 < most; ++kept) {
    end += sequence_length(std::string_view(clean).substr(end));
  }
  return clean.substr(0, end) + "\u2026";
}

std::string html_text(std::string_view text) {
  std::string escaped;
  for (const char letter : clean_text(text)) {
    const std::string_view entity = html_entity(letter);
    if (entity.empty()) {
      escaped += letter;
    } else {
      escaped += entity;
    }
  }
  return escaped;
}

std::string markdown_text(std::string_view text) {
  constexpr std::string_view nothing = "<!-- -->";  // parts a mention or a link, and is not seen
  const std::string clean = clean_text(text);
  std::string escaped;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const char letter = clean[i];
    const std::string_view rest = std::string_view(clean).substr(i);
    if (letter == '&' || letter == '<' || letter == '>') {
      escaped += html_entity(letter);
    } else if (letter == '@' || letter == '#') {
      (escaped += letter) += nothing;
    } else if (rest.starts_with("://") || (letter == '.' && follows_www(clean, i))) {
      ((escaped += nothing) += letter) += nothing;
    } else {
      if (std::string_view("\\`*_{}[]|~!$^").find(letter) != std::string_view::npos)
        escaped += '\\';
      escaped += letter;
    }
  }
  return escaped;
}

std::string gnuplot_text(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : clean_text(text)) {
    quoted += letter;
    if (letter == '\'') quoted += letter;
  }
  return quoted + "'";
}

}  // namespace reports::words
