#include "engine/documents/parsed/entity.h"

#include <libxml/HTMLparser.h>

#include <string>
#include <unordered_map>

#include "engine/documents/parsed/utf8.h"

namespace engine::documents::parsed {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr unsigned last_named = 0x2666;  // the highest that HTML 4 has a name for

const std::unordered_map<std::string_view, char32_t>& names() {
  static const auto all = [] {
    std::unordered_map<std::string_view, char32_t> map{{"apos", '\''}};
    for (unsigned value = 0; value <= last_named; ++value) {
      const htmlEntityDesc* found = htmlEntityValueLookup(value);
      if (found != nullptr) map.emplace(found->name, value);
    }
    return map;
  }();
  return all;
}

// Digits after "&#" or "&#x".
char32_t numbered(std::string_view digits, unsigned base) {
  char32_t value = 0;
  for (const char c : digits) {
    const char small = static_cast<char>(c | 0x20);
    const bool letter = small >= 'a' && small <= 'f';
    const char digit = static_cast<char>(letter ? small - 'a' + 10 : c - '0');
    value = value * base + static_cast<unsigned char>(digit);
    if (value > 0x10FFFF) return replacement;
  }
  return value == 0 || (value >= 0xD800 && value < 0xE000) ? replacement : value;
}

}  // namespace

std::string_view decode_entity(std::string_view reference, char (&buffer)[4]) {
  if (reference.size() < 3) return reference;
  const std::string_view name = reference.substr(1, reference.size() - 2);
  char32_t value = 0;
  if (name[0] == '#') {
    const bool hexadecimal = name.size() > 1 && (name[1] | 0x20) == 'x';
    value = numbered(name.substr(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
  } else {
    const auto known = names().find(name);
    if (known == names().end()) return reference;
    value = known->second;
  }
  return {buffer, encode_utf8(value, buffer)};
}

}  // namespace engine::documents::parsed
