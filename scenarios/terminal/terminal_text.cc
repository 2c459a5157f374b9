#include "scenarios/terminal/terminal_text.h"

#include <utf8proc.h>

#include <algorithm>

#include "reports/words/escape.h"

namespace scenarios {
namespace {

/// The first character of a text that isn't empty: its bytes and its columns.
struct Letter {
  std::size_t bytes = 1;
  std::size_t columns = 1;
};

Letter first_letter(std::string_view text) {
  if (text.starts_with("\033[")) {
    const std::size_t end = text.find('m');
    return {end == text.npos ? text.size() : end + 1, 0};
  }
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (bytes <= 0) return {};
  return {static_cast<std::size_t>(bytes),
          static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)))};
}

/// As much of the start as fits.
std::string_view start_of(std::string_view text, std::size_t most) {
  std::size_t bytes = 0, columns = 0;
  while (bytes < text.size()) {
    const Letter letter = first_letter(text.substr(bytes));
    columns += letter.columns;
    if (columns > most) break;
    bytes += letter.bytes;
  }
  return text.substr(0, bytes);
}

/// Lines as they fill up.
class Lines {
 public:
  Lines(const std::string& first, const std::string& later, std::size_t width)
      : line_(first), used_(columns_of(first)), later_(later), width_(width) {}

  void add(std::string_view word) {
    if (!fresh_ && used_ + 1 + columns_of(word) > width_) feed();
    if (!fresh_) put(" ");
    while (used_ + columns_of(word) > width_) {
      std::string_view part = start_of(word, width_ > used_ ? width_ - used_ : 0);
      if (part.empty()) part = word.substr(0, first_letter(word).bytes);
      put(part);
      word.remove_prefix(part.size());
      if (word.empty()) return;
      feed();
    }
    put(word);
  }

  std::string text() const { return text_ + line_ + "\n"; }

 private:
  void put(std::string_view part) {
    line_ += part;
    used_ += columns_of(part);
    fresh_ = false;
  }
  void feed() {
    text_ += line_ + "\n";
    line_ = later_;
    used_ = columns_of(later_);
    fresh_ = true;
  }

  std::string text_, line_;
  std::size_t used_;
  const std::string& later_;
  const std::size_t width_;
  bool fresh_ = true;
};

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    columns += letter.columns;
    text.remove_prefix(letter.bytes);
  }
  return columns;
}

std::string fitted(std::string_view text, std::size_t most) {
  std::string clean = reports::words::clean_text(text);
  if (columns_of(clean) <= most) return clean;
  return most == 0 ? std::string() : std::string(start_of(clean, most - 1)) + "\u2026";
}

std::string padded(const std::string& text, std::size_t columns, bool left) {
  const std::size_t taken = columns_of(text);
  const std::string space(columns > taken ? columns - taken : 0, ' ');
  return left ? text + space : space + text;
}

std::string wrapped(std::string_view sentence, const std::string& first, const std::string& later,
                    std::size_t width) {
  const std::string clean = reports::words::clean_text(sentence);
  Lines lines(first, later, width);
  for (std::size_t at = clean.find_first_not_of(' '); at < clean.size();) {
    const std::size_t end = std::min(clean.find(' ', at), clean.size());
    lines.add(std::string_view(clean).substr(at, end - at));
    at = clean.find_first_not_of(' ', end);
  }
  return lines.text();
}

}  // namespace scenarios
