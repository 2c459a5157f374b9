#include "harness/result/printable.h"

namespace harness::result {
namespace {

constexpr std::size_t longest_shown = 40;

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = '?';
  }
  return out;
}

std::string in_quotes(std::string_view text) {
  std::size_t end = text.size();
  if (end > longest_shown) {
    end = longest_shown;
    while (end > 0 && continues_character(text[end])) --end;
  }
  return "'" + printable(text.substr(0, end)) + (end < text.size() ? "...'" : "'");
}

}  // namespace harness::result
