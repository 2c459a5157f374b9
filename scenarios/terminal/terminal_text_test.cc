#include "scenarios/terminal/terminal_text.h"

#include <doctest/doctest.h>

namespace terminal_text_test {

using scenarios::columns_of;
using scenarios::fitted;
using scenarios::padded;
using scenarios::wrapped;

TEST_CASE("columns are what a person sees") {
  CHECK(columns_of("") == 0);
  CHECK(columns_of("12.3 \u00b5s") == 7);
  CHECK(columns_of("\033[31mbad\033[0m") == 3);
  CHECK(columns_of("\u6587\u4ef6.txt") == 8);  // two wide characters
  CHECK(columns_of("e\u0301t\u00e9") == 3);    // a combining accent
}

TEST_CASE("a text too long ends in an ellipsis, between characters") {
  CHECK(fitted("steady", 6) == "steady");
  CHECK(fitted("steady", 5) == "stea\u2026");
  CHECK(fitted("\u00b5\u00b5\u00b5\u00b5", 3) == "\u00b5\u00b5\u2026");
  CHECK(fitted("\u6587\u4ef6\u6587", 4) == "\u6587\u2026");  // half a character is none
  CHECK(fitted("steady", 1) == "\u2026");
  CHECK(fitted("steady", 0).empty());
}

TEST_CASE("what could take the terminal over is harmless") {
  CHECK(fitted("a\033[2Jb\n", 20) == "a [2Jb ");
  CHECK(wrapped("a\nb\033[31m", "> ", "  ", 20) == "> a b [31m\n");
}

TEST_CASE("padding counts columns") {
  CHECK(padded("\u00b5s", 4, true) == "\u00b5s  ");
  CHECK(padded("\u00b5s", 4, false) == "  \u00b5s");
  CHECK(padded("longer", 3, false) == "longer");
}

TEST_CASE("sentences break at spaces, later lines indented") {
  CHECK(wrapped("one two three", "> ", "   ", 9) == "> one two\n   three\n");
  CHECK(wrapped("one two three", "> ", "   ", 8) == "> one\n   two\n   three\n");
  CHECK(wrapped("  one   two ", "", "", 80) == "one two\n");
  CHECK(wrapped("", "> ", "  ", 80) == "> \n");
}

TEST_CASE("colour codes in what goes before take no room") {
  CHECK(wrapped("one two", "\033[31m>\033[0m ", "  ", 9) == "\033[31m>\033[0m one two\n");
}

TEST_CASE("a word that no line can hold is broken") {
  CHECK(wrapped("ab abcdefghij k", "> ", "> ", 6) == "> ab\n> abcd\n> efgh\n> ij k\n");
  CHECK(wrapped("\u6587\u4ef6\u6587", "", "", 3) == "\u6587\n\u4ef6\n\u6587\n");
  CHECK(wrapped("ab", "", "", 0) == "a\nb\n");  // one character a line at least
}

}  // namespace terminal_text_test
