// What each element of HTML means for the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/parse/parser.h"

namespace engine::parse {

/// What becomes of an element's text.
struct Element {
  enum class Role : std::uint8_t {
    phrase,    // a part of the sentence around it; also every name that nobody knows
    block,     // stands alone, and is of the kind that its surroundings are
    kind,      // stands alone, and is of the kind named below
    line_end,  // <br>: a space
    empty,     // has no content, and no end tag: <wbr>
    skipped,   // not text: scripts, styles, navigation
    title,
    root,  // <html>, which names the language
  };
  Role role = Role::phrase;
  Block::Kind kind = Block::Kind::paragraph;
  std::uint8_t level = 0;
};

/// By its name, in small letters.
Element element(std::string_view name);

/// Remembers elements by the address of their name: a parser's dictionary keeps one copy of each
/// name, so that after the first time no letter of it is looked at again. Forget the addresses
/// when the dictionary goes.
class ElementTable {
 public:
  ElementTable();

  /// Precondition: `name` ends in a zero byte, and what stands there does not change.
  const Element& find(const unsigned char* name);

  void clear();

 private:
  struct Entry {
    const unsigned char* name = nullptr;
    Element element;
  };
  const Element& insert(const unsigned char* name);
  void grow();
  std::size_t home(const unsigned char* name) const;

  std::vector<Entry> entries_;  // open addressing; a power of two, at most half full
  std::size_t used_ = 0;
};

}  // namespace engine::parse
