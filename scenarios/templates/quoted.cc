// Texts as they stand in a URL or between the quotes of a JSON text.
#include <array>
#include <string>
#include <string_view>

#include "scenarios/templates/text_template.h"

namespace scenarios::templates {
namespace {

constexpr std::string_view upper_digits = "0123456789ABCDEF";

constexpr bool is_unreserved(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

void append_percent_encoded(std::string_view text, std::string& into) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_unreserved(byte)) {
      into += c;
    } else {
      into += {'%', upper_digits[byte >> 4U], upper_digits[byte & 15U]};
    }
  }
}

/// The letter of a byte's short escape; 0 where it has none.
constexpr char short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

void append_json(std::string_view text, std::string& into) {
  std::size_t plain = 0;  // from where on nothing had to be escaped
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && c != '"' && c != '\\') continue;
    into += text.substr(plain, i - plain);
    plain = i + 1;
    if (const char letter = short_escape(c)) {
      into += {'\\', letter};
    } else {
      into += "\\u00";
      into += {upper_digits[byte >> 4U], upper_digits[byte & 15U]};
    }
  }
  into += text.substr(plain);
}

}  // namespace

void append_quoted(std::string_view text, Quoting quoting, std::string& into) {
  switch (quoting) {
    case Quoting::none:
      into += text;
      break;
    case Quoting::url:
      append_percent_encoded(text, into);
      break;
    case Quoting::json:
      append_json(text, into);
      break;
  }
}

}  // namespace scenarios::templates
