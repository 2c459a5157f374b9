#include "engine/documents/parsed/origin.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/archive/test_zip.h"
#include "engine/documents/parse/gunzip.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/invariants.h"
#include "engine/documents/parsed/source_words.h"
#include "engine/documents/parsed/string_source.h"

namespace origin_test {

using engine::documents::parse::Parser;
using engine::documents::parsed::Block;
using engine::documents::parsed::EvenSource;
using engine::documents::parsed::Format;
using engine::documents::parsed::Origin;
using engine::documents::parsed::origin_bytes;
using engine::documents::parsed::origin_of;
using engine::documents::parsed::Parsed;
using engine::documents::parsed::SourceRange;
using Strings = std::vector<std::string>;

namespace {

Parsed parsed(Format format, const std::string& bytes) {
  Parser parser;
  const auto whole = parser.parse(format, bytes);
  REQUIRE(whole);
  CHECK(engine::documents::parsed::broken_promise(*whole) == "");
  for (const std::size_t size : {1U, 7U, 100'000U}) {
    if (bytes.size() / size > 200'000) continue;  // a piece costs far more than its bytes
    EvenSource source(bytes, size);
    const auto pieces = parser.parse(format, source);
    REQUIRE(pieces);
    CHECK(pieces->blocks == whole->blocks);
  }
  return *whole;
}

/// What the document has in the place of each block.
Strings sources(Format format, const std::string& bytes) {
  const Parsed document = parsed(format, bytes);
  Strings found;
  for (const Block& block : document.blocks) {
    found.push_back(origin_bytes(format, bytes, origin_of(document, block.begin, block.end)));
  }
  return found;
}

std::string repeated(std::string_view piece, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += piece;
  return all;
}

std::string bytes_of(const std::string& name) {
  std::ifstream in(std::string(PRONY_SOURCE_DIR) + "/engine/documents/parse/" + name,
                   std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}

std::string paragraphs(const std::string& kind, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) {
    all += "<" + kind + ">Number &#35;" + std::to_string(i) + "</" + kind + ">\n<!-- x -->";
  }
  return all;
}

}  // namespace

TEST_CASE("plain text comes from its first byte to its last") {
  CHECK(sources(Format::text, " \n A b\n  c \n\n====\nd\f\n\fe") == Strings{"A b\n  c", "d", "e"});
  CHECK(sources(Format::text, "\xEF\xBB\xBF a\r\rb\r") == Strings{"a", "b"});
  CHECK(sources(Format::text, "\xEF\xBB\xBF\n\nTitle\r\n=====\r\n\u00E9\r\n") ==
        Strings{"Title", "\u00E9"});
}

TEST_CASE("Markdown comes from its text's first byte to its last, with the marks in between") {
  CHECK(sources(Format::markdown, "# A *b*\n\n* c\n  d\n\n> e &amp; [f](g)\n> - h\n\n") ==
        Strings{"A *b", "c\n  d", "e &amp; [f", "h"});
  CHECK(
      sources(Format::markdown, "|a|b|\n|---|---|\n| c |`d`|\n\n    e\n     f\n\n```\ng\n```\n") ==
      Strings{"a", "b", "c", "d", "e\n     f", "g"});
  CHECK(sources(Format::markdown, "\xEF\xBB\xBF&eacute;\n\n&lt;b") == Strings{"&eacute;", "&lt;b"});
  CHECK(sources(Format::markdown, "a") == Strings{"a"});
}

TEST_CASE("HTML within Markdown comes from the Markdown's bytes") {
  CHECK(sources(Format::markdown, "a\n\n<div>\n<p>b <i>c</i></p>\n<p>d</p></div>\n\ne") ==
        Strings{"a", "b <i>c</i>", "d", "e"});
  CHECK(sources(Format::markdown, "> <p>b</p>\r\n> <p>c\r\n>   d</p>\r\n\r\n- <h1>e &amp;</h1>") ==
        Strings{"b", "c\r\n>   d", "e &amp;"});
  CHECK(sources(Format::markdown, "<pre>\na") == Strings{"\na"});
}

TEST_CASE("a paragraph of Markdown that has been broken comes from where it was") {
  const std::string line = "one line of it\n";
  const std::string end = "<div>\n*a*\n<p>b</p>\n</div>\n";
  const Strings found = sources(
      Format::markdown, repeated(line, 10'000) + "\n" + end + "\n" + line + "\nlast *word*.");
  REQUIRE(found.size() == 7);
  CHECK(found[0].starts_with(line));
  CHECK(found[0].size() + 1 == 4'096 * line.size());
  CHECK(found[1].size() + 1 == 4'096 * line.size());
  CHECK(found[1].starts_with(line));
  CHECK(found[2].size() + 1 == 1'808 * line.size());
  CHECK(found[3] == "\n*a*\n");
  CHECK(found[4] == "b");
  CHECK(found[6] == "last *word*.");
}

TEST_CASE("HTML comes from between the tags around it") {
  CHECK(
      sources(Format::html,
              "<!DOCTYPE html><title>t</title><body class=x>\n<p a='>'>A <b>b</b> &lt; c<!-- d -->"
              "</p >\n<div><script>'<p>'</script><em>e</em><br>f<nav>g</nav><ul><li>h</ul>") ==
      Strings{"A <b>b</b> &lt; c<!-- d -->", "<script>'<p>'</script><em>e</em><br>f", "h"});
  CHECK(sources(Format::html, "a") == Strings{"a"});
  CHECK(sources(Format::html, "\xEF\xBB\xBF&eacute;<pre>\n 1<2\n</pre>x</i>y") ==
        Strings{"&eacute;", "\n 1<2\n", "x</i>y"});
  CHECK(sources(Format::html, "<p>a<table><tr><td>b<td>c</table>d\v\fe") ==
        Strings{"a", "b", "c", "d\v\fe"});
}

TEST_CASE("text that goes on around what is left out has one place, from first to last") {
  CHECK(sources(Format::html, "<p>a <select><option>b</select> c</p>") ==
        Strings{"a <select><option>b</select> c"});
}

TEST_CASE("long HTML is read by stretches, and every block keeps its place") {
  const std::string html = "<html><body>" + paragraphs("p", 60'000) + "</body></html>";
  REQUIRE(html.size() > 1 << 20);
  const Strings found = sources(Format::html, html);
  REQUIRE(found.size() == 60'000);
  bool same = true;
  for (std::size_t i = 0; i < found.size(); ++i) {
    same = same && found[i] == "Number &#35;" + std::to_string(i);
  }
  CHECK(same);
}

TEST_CASE("DOCX comes from its parts' text") {
  const auto p = [](const std::string& runs) { return "<w:p>" + runs + "</w:p>"; };
  const std::string bytes = engine::archive::zip_of(
      {{.name = "word/document.xml",
        .bytes = "\xEF\xBB\xBF<w:document xmlns:w='w'><w:body>" +
                 p("<w:r><w:t>A </w:t></w:r><w:r><w:t>b</w:t></w:r>") + p("<w:t>c &amp; d</w:t>") +
                 p("<w:t>\u00E9\u4F60</w:t>") + p("<w:t>&#x20AC;</w:t>") + "</w:body></w:document>",
        .deflated = true},
       {.name = "word/footnotes.xml",
        .bytes = "<footnotes>" + p("<w:t>e</w:t>") + "</footnotes>"}});
  CHECK(sources(Format::docx, bytes) ==
        Strings{"A </w:t></w:r><w:r><w:t>b", "c &amp; d", "\u00E9\u4F60", "&#x20AC;", "e"});
  const Parsed document = parsed(Format::docx, bytes);
  const Block& note = document.blocks.back();
  const Origin origin = origin_of(document, note.begin, note.end);
  CHECK(origin.part == 1U);
  CHECK(origin.name == "word/footnotes.xml");
  CHECK(origin.source == SourceRange{21, 22});
}

TEST_CASE("EPUB comes from its chapters' bytes") {
  const std::string bytes = engine::archive::zip_of(
      {{.name = "META-INF/container.xml",
        .bytes = "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"},
       {.name = "b.opf",
        .bytes = "<package><manifest><item id='1' href='1.xhtml'/><item id='2' href='2.xhtml'/>"
                 "</manifest><spine><itemref idref='1'/><itemref idref='2'/></spine></package>"},
       {.name = "1.xhtml", .bytes = "<html><body><title/><p>One <i>two</i></p></body></html>"},
       {.name = "2.xhtml", .bytes = "\xEF\xBB\xBF<html><body><h1>Three</h1></body></html>"}});
  CHECK(sources(Format::epub, bytes) == Strings{"One <i>two</i>", "Three"});
  const Parsed document = parsed(Format::epub, bytes);
  const Origin origin = origin_of(document, 0, static_cast<std::uint32_t>(document.text.size()));
  CHECK(origin.name == "1.xhtml");  // of more than one part: the first
  CHECK(origin_bytes(Format::epub, bytes, origin) == "One <i>two</i>");
}

TEST_CASE("what gzip packed comes from the unpacked bytes") {
  const auto poem = engine::documents::parse::gunzip(bytes_of("fuzz/gunzip/poem.gz"), 1 << 20);
  REQUIRE(poem);
  const Parsed document = parsed(Format::text, *poem);
  for (const Block& block : document.blocks) {
    const std::string_view text(document.text.data() + block.begin, block.end - block.begin);
    const std::string found =
        origin_bytes(Format::text, *poem, origin_of(document, block.begin, block.end));
    CHECK(engine::documents::parsed::has_words(Format::text, found, text));
  }
}

TEST_CASE("every block of real documents is where it is said to be") {
  for (const char* name : {"about_sqlite.html", "about_sqlite.md", "about_sqlite.rst", "book2.epub",
                           "book3.epub", "letter.docx"}) {
    CAPTURE(name);
    const std::string bytes = bytes_of(std::string("testdata/") + name);
    const Format format = *engine::documents::parse::detect_format(name, bytes);
    const Parsed document = parsed(format, bytes);
    std::size_t source_bytes = 0;
    for (const Block& block : document.blocks) {
      const std::string_view text(document.text.data() + block.begin, block.end - block.begin);
      const std::string found =
          origin_bytes(format, bytes, origin_of(document, block.begin, block.end));
      CHECK_MESSAGE(engine::documents::parsed::has_words(format, found, text), text);
      source_bytes += found.size();
    }
    CHECK(source_bytes < 3 * document.text.size());
  }
}

TEST_CASE("an origin covers the blocks that the stretch touches, and no others") {
  Parsed document;
  document.text = "ab\ncd\nef\ngh";
  const auto block = [](std::uint32_t begin, SourceRange source) {
    Block made{.begin = begin, .end = begin + 2};
    made.source_begin = source.begin;
    made.source_end = source.end;
    return made;
  };
  document.blocks = {block(0, {10, 12}), block(3, {20, 25}), block(6, {3, 5}), block(9, {})};
  CHECK(origin_of(document, 0, 2).source == SourceRange{10, 12});
  CHECK(origin_of(document, 1, 4).source == SourceRange{10, 25});
  CHECK(origin_of(document, 3, 5).source == SourceRange{20, 25});
  CHECK_FALSE(origin_of(document, 2, 3).source);  // only what is between two blocks
  CHECK(origin_of(document, 4, 4).source == SourceRange{20, 25});
  CHECK_FALSE(origin_of(document, 9, 11).source);
  CHECK_FALSE(origin_of(document, 50, 60).source);
  CHECK_FALSE(origin_of(document, 0, 2).part);
  CHECK_FALSE(engine::documents::parsed::has_ordered_sources(document));

  using Fate = engine::documents::parsed::Part::Fate;
  document.parts = {{.fate = Fate::empty, .name = "0"},
                    {.name = "1", .end = 5},
                    {.fate = Fate::empty, .name = "2", .begin = 5, .end = 5},
                    {.name = "3", .begin = 6, .end = 8},
                    {.name = "4", .begin = 9, .end = 11}};
  CHECK(engine::documents::parsed::has_ordered_sources(document));
  CHECK(origin_of(document, 3, 5).name == "1");
  CHECK(origin_of(document, 3, 8).source == SourceRange{20, 25});
  CHECK(origin_of(document, 6, 8).part == 3U);
  CHECK(origin_of(document, 9, 11).name == "4");
  CHECK_FALSE(origin_of(document, 9, 11).source);
  CHECK_FALSE(origin_of({}, 0, 0).part);
}

TEST_CASE("bytes in the source that are out of order are told") {
  Parsed document;
  document.text = "a\nb";
  document.blocks = {{.begin = 0, .end = 1, .source_begin = 0, .source_end = 4},
                     {.begin = 2, .end = 3, .source_begin = 4, .source_end = 5}};
  CHECK(engine::documents::parsed::has_ordered_sources(document));
  document.blocks[1].source_begin = 3;
  CHECK_FALSE(engine::documents::parsed::has_ordered_sources(document));
  document.blocks[1].source_begin = 5;
  CHECK_FALSE(engine::documents::parsed::has_ordered_sources(document));
}

}  // namespace origin_test
