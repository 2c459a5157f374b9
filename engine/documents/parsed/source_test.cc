#include "engine/documents/parsed/source.h"
#include "engine/documents/parsed/validation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "engine/documents/html/html_skeleton.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/described.h"
#include "engine/documents/parsed/string_source.h"

namespace source_test {

using engine::documents::parse::Parser;
using engine::documents::parsed::EvenSource;
using engine::documents::parsed::Format;
using engine::documents::parsed::Source;
using engine::documents::parsed::StringSource;
using engine::documents::parsed::Validation;

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The repository's real documents, every n-th.
std::vector<std::filesystem::path> documents(std::size_t stride) {
  std::vector<std::filesystem::path> all;
  const auto root = std::filesystem::path(PRONY_SOURCE_DIR) / "scenarios/corpus/documents";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  std::vector<std::filesystem::path> some;
  for (std::size_t i = 0; i < all.size(); i += stride) some.push_back(all[i]);
  return some;
}

void check_same(Parser& parser, Format format, const std::string& bytes, Source& source) {
  const auto whole = parser.parse(format, bytes);
  const auto pieces = parser.parse(format, source);
  REQUIRE(whole.has_value() == pieces.has_value());
  if (!whole) {
    CHECK(whole.error().reason == pieces.error().reason);
    return;
  }
  CHECK(whole->text == pieces->text);
  CHECK(described(*whole) == described(*pieces));
}

std::string verdict(const engine::Expected<void>& result) {
  return result ? "" : std::string(to_string(result.error().reason)) + ": " + result.error().detail;
}

std::string verdict_in_pieces(std::string_view bytes, std::size_t piece) {
  Validation validation;
  for (std::size_t at = 0; at < bytes.size(); at += piece) validation.add(bytes.substr(at, piece));
  return verdict(validation.verdict());
}

}  // namespace

TEST_CASE("a document parses the same whole and in pieces, whatever they are") {
  Parser parser;
  const auto paths = documents(40);
  REQUIRE(paths.size() > 5);
  for (const auto& path : paths) {
    CAPTURE(path);
    const std::string bytes = read_file(path);
    const auto format = engine::documents::parse::detect_format(path.string(), bytes);
    REQUIRE(format);
    for (const std::size_t piece : {1, 7, 4096, 1 << 20}) {
      if (piece == 1 && bytes.size() > 60'000) continue;
      CAPTURE(piece);
      EvenSource source(bytes, piece);
      check_same(parser, *format, bytes, source);
    }
  }
}

TEST_CASE("a page of several megabytes parses the same whole and in pieces") {
  std::string html = "\xEF\xBB\xBF<html lang=de><title>A &lt;large&gt; page</title>";
  for (const auto& path : documents(7)) {
    if (path.extension() == ".html") html += read_file(path) + "<!-- " + std::string(999, '-');
    if (html.size() > 3'000'000) break;
  }
  Parser parser;
  for (const std::size_t piece : {4095, 256 << 10}) {
    EvenSource source(html, piece);
    check_same(parser, Format::html, html, source);
  }
}

TEST_CASE("what spans pieces is read as one") {
  Parser parser;
  const std::vector<std::pair<Format, std::string>> documents = {
      {Format::text, "\xEF\xBB\xBFTitle\n=====\n\nOne line\r\nand another\n\n\fa page\n"},
      {Format::text, "old\rlines\r\rof a Macintosh"},
      {Format::text, "\xEF\xBB"},
      {Format::text, "\xEF\xBB\xBF"},
      {Format::markdown, "# Title\n\nText with `code` and <b>markup</b>."},
      {Format::html, "<title>a<b>c</title><p>d<title>no end<p>e"},
      {Format::html, "<title>a</titlex>b</title >c"},
      {Format::html, "a<!-- x -- > y --!>b<!-->c<!--->d<script>'</scriptx>'</script >e"},
      {Format::html, "<html lang='de'><p class=\"a > b\" id=x>y<br/>z</p"},
      {Format::html, "a < b <3 c &amp; d &nbsp;e &" + std::string(600, 'f') + "; g"},
      {Format::html, "a<script>never ended"},
      {Format::html, "a<!never ended"},
      {Format::html, "<pre>\n code\n  more</pre>caf\xC3\xA9\xC2\xA0\xC2\xA0x"}};
  for (const auto& document : documents) {
    const Format format = document.first;
    const std::string& bytes = document.second;
    CAPTURE(bytes);
    for (const std::string_view sizes : {"\x01", "\x02", "\x03", "\x01\x05", "\xFF"}) {
      StringSource source(bytes, sizes);
      check_same(parser, format, bytes, source);
    }
  }
}

TEST_CASE("a skeleton made in pieces is the one made at once, for any soup of tags") {
  const std::vector<std::string> parts = {
      "<p>",      "</p>",      "<title>",     "</title>", "</title",
      "<script>", "</script>", "<!--",        "-->",      "--",
      "<",        ">",         "text ",       "'",        "\"",
      "=",        "/",         "<html lang=", "!",        "<div role='navigation'",
      "?",        "\xC3\xA9",  "&amp;",       "\n"};
  std::mt19937 chance(4);
  for (int round = 0; round < 3000; ++round) {
    std::string html;
    const std::size_t count = 1 + chance() % 30;
    for (std::size_t i = 0; i < count; ++i) html += parts[chance() % parts.size()];
    CAPTURE(html);
    std::string whole;
    engine::documents::parsed::SkeletonMap map;
    engine::documents::html::strip_to_skeleton(html, whole, map);
    map.clear();
    EvenSource source(html, 1 + chance() % 9);
    engine::documents::html::SkeletonReader reader(source, map);
    std::string all;
    std::string stretch;
    do {
      REQUIRE(reader.next(stretch));
      all += stretch;
    } while (!stretch.empty());
    REQUIRE(all == whole);
  }
}

TEST_CASE("bytes are judged the same at once and in pieces, to the offset") {
  std::vector<std::string> inputs = {"",
                                     "\xEF\xBB\xBF",
                                     "\xEF\xBB",
                                     "abc",
                                     "\xEF\xBB\xBF"
                                     "abc",
                                     "caf\xE9",
                                     "\xEF\xBB\xBF"
                                     "caf\xE9 au lait",
                                     std::string("a\0b", 3),
                                     std::string("\xFF\0", 2),
                                     "\x01\x02x"};
  std::mt19937 chance(5);
  const std::string odd = "a\x80\xBF\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xED\xA0\xFF";
  for (int i = 0; i < 3000; ++i) {
    std::string input(chance() % 12, 'x');
    for (char& c : input) c = odd[chance() % odd.size()];
    inputs.push_back(input);
  }
  for (const std::string& input : inputs) {
    const std::string whole = verdict(engine::documents::parsed::validate(input));
    for (const std::size_t piece : {1, 2, 3, 7, 4096}) {
      CAPTURE(piece);
      CHECK(verdict_in_pieces(input, piece) == whole);
    }
  }
}

TEST_CASE("a source's error ends the parse") {
  class Broken final : public Source {
    engine::Expected<std::string_view> next() override {
      if (turns_-- > 0) return std::string_view("<p>A paragraph.\n");
      return engine::failure(engine::Reason::unreadable, "the disk is gone");
    }
    void rewind() override { turns_ = 3; }
    std::uint64_t size() const override { return 1000; }
    int turns_ = 3;
  };
  Parser parser;
  for (const Format format : {Format::text, Format::markdown, Format::html}) {
    Broken source;
    const auto parsed = parser.parse(format, source);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().reason == engine::Reason::unreadable);
    CHECK(parser.parse(format, "A paragraph.")->text == "A paragraph.");
  }
}

}  // namespace source_test
