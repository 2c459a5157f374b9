#include <doctest/doctest.h>
#include <utf8proc.h>

#include <random>
#include <string>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/utf8.h"

namespace validate_test {

using engine::Reason;
using engine::documents::parse::detect_format;
using engine::documents::parsed::Format;
using engine::documents::parsed::valid_utf8_prefix;
using engine::documents::parsed::validate;

namespace {

// The same by utf8proc, as a second opinion.
std::size_t valid_prefix_by_utf8proc(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    utf8proc_int32_t character = 0;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()) + at,
                         static_cast<utf8proc_ssize_t>(bytes.size() - at), &character);
    if (length <= 0) return at;
    at += static_cast<std::size_t>(length);
  }
  return at;
}

Reason refused(std::string_view bytes) {
  const auto result = validate(bytes);
  REQUIRE_FALSE(result);
  return result.error().reason;
}

}  // namespace

TEST_CASE("UTF-8 at the borders of what it allows") {
  for (const std::string_view good :
       {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(valid_utf8_prefix(good) == good.size());
    CHECK(valid_utf8_prefix(good.substr(0, good.size() - 1)) == 0);
  }
  for (const std::string_view bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC2\x20"}) {
    CHECK(valid_utf8_prefix(bad) == 0);
    CHECK(valid_utf8_prefix(std::string(70, 'a') + std::string(bad) + "a") == 70);
  }
}

TEST_CASE("the check agrees with utf8proc on every string of up to three odd bytes") {
  const std::string odd =
      "\x01\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xED\xEF\xF0\xF4\xF5";
  for (const char a : odd) {
    for (const char b : odd) {
      for (const char c : odd) {
        const std::string bytes{a, b, c, '\x80'};
        REQUIRE(valid_utf8_prefix(bytes) == valid_prefix_by_utf8proc(bytes));
      }
    }
  }
}

TEST_CASE("the check agrees with utf8proc wherever an error lies") {
  std::mt19937 random(3);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes;
    while (bytes.size() < random() % 300)
      bytes += random() % 9 == 0 ? "\u00E9\u4F60\U0001F600" : "abcdefgh";
    if (!bytes.empty() && random() % 2 == 0) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    REQUIRE(valid_utf8_prefix(bytes) == valid_prefix_by_utf8proc(bytes));
  }
}

TEST_CASE("characters are encoded as utf8proc does") {
  for (char32_t character = 0; character < 0x110000; character += 13) {
    if (character >= 0xD800 && character < 0xE000) continue;
    char mine[4];
    utf8proc_uint8_t theirs[4];
    const std::size_t length = engine::documents::parsed::encode_utf8(character, mine);
    REQUIRE(length == static_cast<std::size_t>(
                          utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), theirs)));
    REQUIRE(std::equal(mine, mine + length, theirs, [](char a, utf8proc_uint8_t b) {
      return static_cast<utf8proc_uint8_t>(a) == b;
    }));
  }
}

TEST_CASE("text is valid, and what is none is refused with the reason") {
  CHECK(validate("Plain text.\r\n\tWith \u00FCml\u00E4uts.\f\n"));
  CHECK(
      validate("\xEF\xBB\xBF"
               "a"));
  CHECK(
      validate("a line of a terminal's \x1B[1mcolours\x1B[0m, with enough around it to be text: " +
               std::string(100, 'a')));
  CHECK(refused("") == Reason::empty);
  CHECK(refused("\xEF\xBB\xBF") == Reason::empty);
  CHECK(refused(std::string("GIF89a\0\0", 8)) == Reason::binary);
  CHECK(refused(std::string(1'000, 'a') + '\0') == Reason::binary);
  CHECK(refused("\x01\x02\x03"
                "abc") == Reason::binary);
  CHECK(refused(std::string(40, 'a') + "\x01\x7F") == Reason::binary);
  CHECK(refused("caf\xE9") == Reason::invalid_utf8);
  CHECK(validate("abc\xE9"
                 "def")
            .error()
            .detail == "not UTF-8 at offset 3");
}

TEST_CASE("the format is what the name says, else what the bytes look like") {
  CHECK(detect_format("a.txt", "<html>") == Format::text);
  CHECK(detect_format("A.RST", "x") == Format::text);
  CHECK(detect_format("dir.html/a.md", "x") == Format::markdown);
  CHECK(detect_format("a.markdown", "") == Format::markdown);
  CHECK(detect_format("a.xhtml", "") == Format::html);
  CHECK(detect_format("a.HTM", "") == Format::html);
  CHECK(detect_format("README", "# Title\n") == Format::markdown);
  CHECK(detect_format("page", " \n<!DOCTYPE HTML>") == Format::html);
  CHECK(detect_format("page", "\xEF\xBB\xBF<?xml version='1.0'?>\n<html>") == Format::html);
  CHECK(detect_format("notes", "Just words.") == Format::text);
  CHECK(detect_format("x", "%PDF-1.4") == Format::pdf);
  CHECK(detect_format("x.png", "\x89PNG\r\n\x1A\n").error().reason == Reason::unsupported_format);
  CHECK(detect_format(".md", std::string_view("\0", 1)).error().reason ==
        Reason::unsupported_format);
  CHECK(detect_format("", "").error().reason == Reason::unsupported_format);
}

}  // namespace validate_test
