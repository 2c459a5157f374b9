#include "engine/documents/pdf/text.h"

#include <doctest/doctest.h>

namespace text_test {

using engine::documents::pdf::to_text;

TEST_CASE("words come through as they are") {
  CHECK(to_text(u"") == "");
  CHECK(to_text(u"One line.\n\nAnother\tone.") == "One line.\n\nAnother\tone.");
  CHECK(to_text(u"\u00DCber 5 \u20AC \u6F22\u5B57 \U0001F30A") ==
        "\u00DCber 5 \u20AC \u6F22\u5B57 \U0001F30A");
}

TEST_CASE("white space at either end is left out, page breaks are lines'") {
  CHECK(to_text(u" \n Tides \n\f") == "Tides");
  CHECK(to_text(u"one\ftwo\r\u2028three") == "one\ntwo\n\nthree");
  CHECK(to_text(u" \n\t\f") == "");
}

TEST_CASE("marks that nobody sees are left out and ligatures written out") {
  CHECK(to_text(u"\uFEFFa\u00ADb\u0001\u0085c\u007F") == "abc");
  CHECK(to_text(u"\uFB00 \uFB01 \uFB02 \uFB03 \uFB04 \uFB05 \uFB06 \uFB07") ==
        "ff fi fl ffi ffl st st \uFB07");
}

TEST_CASE("half a surrogate pair becomes the replacement character") {
  const char16_t high = 0xD83C, low = 0xDF0A;
  CHECK(to_text(std::u16string{'a', high}) == "a\uFFFD");
  CHECK(to_text(std::u16string{high, 'a'}) == "\uFFFDa");
  CHECK(to_text(std::u16string{low, high, low}) == "\uFFFD\U0001F30A");
}

}  // namespace text_test
