#include "engine/documents/parse/parser.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "engine/documents/parsed/collapse.h"
#include "engine/documents/parsed/described.h"
#include "engine/documents/parsed/invariants.h"

namespace parser_test {

using engine::documents::parse::Parser;
using engine::documents::parsed::Format;
using engine::documents::parsed::Parsed;

namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::string(PRONY_SOURCE_DIR) + "/engine/documents/parse/testdata/" + name,
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string text_blocks(std::string_view text) {
  const auto result = Parser().parse(Format::text, text);
  REQUIRE(result);
  CHECK(engine::documents::parsed::broken_promise(*result) == "");
  return engine::documents::parsed::described_blocks(*result);
}

// collapse() as its comment says it, a byte at a time.
std::string collapsed_plainly(std::string_view text, bool after_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text.substr(i, 2) == "\u00A0";
    if (!no_break && static_cast<unsigned char>(text[i]) > ' ') {
      out += text[i];
      after_space = false;
      continue;
    }
    if (!after_space) out += ' ';
    after_space = true;
    if (no_break) ++i;
  }
  return out;
}

}  // namespace

TEST_CASE("real pages come out as a person would read them") {
  Parser parser;
  for (const auto& [name, format] :
       {std::pair<std::string, Format>{"about_sqlite.html", Format::html},
        {"about_sqlite.md", Format::markdown},
        {"about_sqlite.rst", Format::text}}) {
    CAPTURE(name);
    const auto result = parser.parse(format, file(name));
    REQUIRE(result);
    CHECK(engine::documents::parsed::broken_promise(*result) == "");
    CHECK(engine::documents::parsed::described(*result) == file(name + ".expected"));
  }
}

TEST_CASE("paragraphs of plain text end at blank lines, page breaks and rules") {
  CHECK(text_blocks("a\nb\n\n\nc\n \t\nd") == "paragraph|a b\nparagraph|c\nparagraph|d\n");
  CHECK(text_blocks("a\r\nb\r\n\r\nc") == "paragraph|a b\nparagraph|c\n");
  CHECK(text_blocks("a\rb\r\rc") == "paragraph|a b\nparagraph|c\n");
  CHECK(text_blocks("a\n===\nb\n\fc") == "paragraph|a\nparagraph|b\nparagraph|c\n");
  CHECK(text_blocks("--a--\n--") == "paragraph|--a-- --\n");
}

TEST_CASE("the title of plain text is its first line") {
  CHECK(Parser().parse(Format::text, "\n***\n  First   line \nsecond")->title == "First line");
  const std::string longest(5'000, 'a');
  CHECK(Parser().parse(Format::text, longest)->title == longest.substr(0, 200));
}

TEST_CASE("no text is an error of its own") {
  for (const Format format : {Format::text, Format::markdown, Format::html}) {
    for (const char* nothing : {"", " \n", "\xEF\xBB\xBF"}) {
      const auto result = Parser().parse(format, nothing);
      REQUIRE_FALSE(result);
      CHECK(result.error().reason == engine::Reason::empty);
    }
  }
}

TEST_CASE("a zero byte is just another control character") {
  using std::string_view_literals::operator""sv;
  for (const Format format : {Format::text, Format::html}) {
    CHECK(Parser().parse(format, "a\0b"sv)->text == "a b");
  }
}

TEST_CASE("white space collapses in bulk as it does byte by byte") {
  std::mt19937 random(5);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (auto n = random() % 30; n > 0; --n) {
      constexpr const char* pieces[] = {"a", " ",      "\n",     "word",         "\t\t",   "\u00A0",
                                        "b", "\u00E9", "\u00C2", "longer words", "\u00AB", "\x01"};
      text += pieces[random() % std::size(pieces)];
    }
    for (const bool before : {false, true}) {
      bool after_space = before;
      std::string out(text.size() + engine::documents::parsed::collapse_slack, '#');
      out.resize(static_cast<std::size_t>(
          engine::documents::parsed::collapse(text, out.data(), after_space) - out.data()));
      REQUIRE(out == collapsed_plainly(text, before));
      REQUIRE(after_space == (out.empty() ? before : out.back() == ' '));
    }
  }
}

TEST_CASE("memory_bytes counts what the strings and blocks hold") {
  const auto result = Parser().parse(Format::text, std::string(10'000, 'a'));
  REQUIRE(result);
  CHECK(result->memory_bytes() >= 10'000 + sizeof(Parsed));
  CHECK(result->memory_bytes() < 12'000);
}

TEST_CASE("the checker of promises sees when they are broken") {
  const Parsed good = *Parser().parse(Format::html, "<h1>a</h1><p>b c</p><pre>d\n e</pre>");
  CHECK(engine::documents::parsed::broken_promise(good) == "");
  const auto broken = [&good](auto&& change) {
    Parsed bad = good;
    change(bad);
    return !engine::documents::parsed::broken_promise(bad).empty();
  };
  CHECK(broken([](Parsed& p) { p.blocks[0].level = 0; }));
  CHECK(broken([](Parsed& p) { p.blocks[1].begin += 1; }));
  CHECK(broken([](Parsed& p) { p.blocks[1].end -= 1; }));
  CHECK(broken([](Parsed& p) { p.blocks.pop_back(); }));
  CHECK(broken([](Parsed& p) { p.blocks.clear(); }));
  CHECK(broken([](Parsed& p) { p.text[0] = '\xC3'; }));
  CHECK(broken([](Parsed& p) { p.text[3] = '\n'; }));
  CHECK(broken([](Parsed& p) { p.text += ' '; }));
  CHECK(broken([](Parsed& p) { p.title = std::string(201, 'a'); }));
  CHECK(broken([](Parsed& p) { p.title.assign(1, '\xFF'); }));
}

}  // namespace parser_test
