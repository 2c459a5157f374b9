// What each element of HTML means for the text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/documents/parsed/parsed.h"

namespace engine::documents::html {

/// What becomes of an element's text.
struct Element {
  enum class Role : std::uint8_t {
    phrase,    // a part of the sentence around it
    block,     // stands alone, and is of the kind that its surroundings are
    kind,      // stands alone, and is of the kind named below
    line_end,  // <br>: a space
    skipped,   // not text: navigation, forms' choices, drawings
    raw,       // not even markup: scripts and styles
    title,
    root,  // <html>, which names the language
  };
  Role role = Role::phrase;
  parsed::Block::Kind kind = parsed::Block::Kind::paragraph;
  std::uint8_t level = 0;
};

/// An element that is more than a phrase.
struct NamedElement {
  std::string_view name;  // in small letters
  Element element;
};

/// By its name, in whichever letters. Null: a phrase, or a name that nobody knows.
const NamedElement* find_element(std::string_view name);

/// Remembers elements by the address of their name: a parser's dictionary keeps one copy of each
/// name, so that mostly no letter of it is looked at again.
class ElementTable {
 public:
  /// Precondition: `name` ends in a zero byte, and stays what it is while this table lives.
  Element find(const unsigned char* name);

 private:
  struct Entry {
    const unsigned char* name = nullptr;
    Element element;
  };
  std::array<Entry, 512> entries_;
};

}  // namespace engine::documents::html
