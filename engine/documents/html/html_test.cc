#include <doctest/doctest.h>

#include <string>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/described.h"
#include "engine/documents/parsed/invariants.h"

namespace html_test {

using engine::Reason;
using engine::documents::parse::Parser;
using engine::documents::parsed::Format;
using engine::documents::parsed::Parsed;

namespace {

Parsed parsed(std::string_view html) {
  Parser parser;
  auto result = parser.parse(Format::html, html);
  REQUIRE(result);
  CHECK(engine::documents::parsed::broken_promise(*result) == "");
  return *result;
}

std::string blocks(std::string_view html) {
  return engine::documents::parsed::described_blocks(parsed(html));
}

Reason refused(std::string_view html) {
  Parser parser;
  const auto result = parser.parse(Format::html, html);
  REQUIRE_FALSE(result);
  return result.error().reason;
}

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("an element is a block of its kind, and phrases flow within") {
  CHECK(blocks("<h2>A <em>b</em></h2><p>c<br>d <b>e</b>f</p>g<hr>h") ==
        "heading 2|A b\nparagraph|c d ef\nparagraph|g\nparagraph|h\n");
  CHECK(blocks("<ul><li>a<li><p>b</p><p>c</p></ul><dl><dt>d<dd>e</dl>") ==
        "list_item|a\nlist_item|b\nlist_item|c\nlist_item|d\nlist_item|e\n");
  CHECK(blocks("<table><tr><th>a<td>b<tr><td><p>c</table>") ==
        "table_cell|a\ntable_cell|b\ntable_cell|c\n");
  CHECK(blocks("<blockquote><p>a</p><h3>b</h3></blockquote>c") ==
        "quote|a\nheading 3|b\nparagraph|c\n");
  CHECK(blocks("<li>a<ul><li>b</ul>c") == "list_item|a\nlist_item|b\nlist_item|c\n");
}

TEST_CASE("white space is one space inside a block and none around it") {
  CHECK(blocks(" <p>\n a\t\r\n b&nbsp;&nbsp;c\u00A0 d </p>\n") == "paragraph|a b c d\n");
  CHECK(blocks("<p>a</p> \n <p>&nbsp;</p> <p> </p>b") == "paragraph|a\nparagraph|b\n");
  CHECK(blocks("<p>a <b> b</b> c") == "paragraph|a b c\n");
}

TEST_CASE("program text keeps its lines and its spaces") {
  CHECK(blocks("<pre>\n  int  a;\r\n\n\tb <b>c</b>  \n}\n\n</pre>d") ==
        "code|  int  a;\n\n\tb c\n}\nparagraph|d\n");
  CHECK(blocks("<pre>a<br>b</pre>") == "code|a\nb\n");
  CHECK(blocks("<pre>a\fb\vc</pre><p>d\fe") == "code|a b c\nparagraph|d e\n");
}

TEST_CASE("what is no text is left out") {
  CHECK(blocks("<script>if (a<b) '</p>'</script><style>p{}</style><!-- c --><p>a"
               "<script>x</script>b<nav><p>Home</nav><div role='navigation'>Up</div>"
               "<svg><title>s</title><text>t</text></svg><select><option>o</select>"
               "<p>c<noscript>n</noscript><template><p>t</template>") ==
        "paragraph|ab\nparagraph|c\n");
  CHECK(refused("<title>Only a title</title><script>x</script>") == Reason::empty);
  CHECK(refused("") == Reason::empty);
}

TEST_CASE("title and language come from where the document says them") {
  const Parsed page = parsed(
      "<!DOCTYPE html><html lang='de-AT'><head><title> A &amp;\n B "
      "</title></head><body><h1>C</h1>");
  CHECK(page.title == "A & B");
  CHECK(page.language_hint == "de-AT");
  CHECK(page.text == "C");
  CHECK(parsed("<p>a<h2>b</h2><h1>c</h1>").title == "b");
  CHECK(parsed("<p>a<p>b").title == "a");
  CHECK(parsed("<title></title><h1>b</h1>").title == "b");
  CHECK(parsed("<html xml:lang=fr>a").language_hint == "fr");
  CHECK(parsed("<html lang='\"><x'>a").language_hint == "");
  const std::string longer = repeated("\u00E4", 300);
  CHECK(parsed("<title>" + longer + "</title>a").title == longer.substr(0, 200));
  CHECK(parsed("<title>a" + longer + "</title>a").title == "a" + longer.substr(0, 198));
}

TEST_CASE("the bytes are UTF-8, whatever the page claims") {
  CHECK(blocks("<meta charset='iso-8859-1'><p>\u00E9\u4F60</p>") == "paragraph|\u00E9\u4F60\n");
  CHECK(blocks("<meta http-equiv=content-type content='text/html; charset=utf-16'>\u00E9") ==
        "paragraph|\u00E9\n");
  CHECK(blocks("<?xml version='1.0' encoding='latin1'?><p>\u00E9") == "paragraph|\u00E9\n");
  CHECK(blocks("\xEF\xBB\xBF<p>a") == "paragraph|a\n");
}

TEST_CASE("references are characters, and only characters") {
  CHECK(blocks("&lt;p&gt; &#65;&#x4F60; &eacute; &nonesuch; &#0;&#xD800;&#x110000; a&b;c & d") ==
        "paragraph|<p> A\u4F60 \u00E9 &nonesuch; a&b;c & d\n");
  // No entity can be declared, so none can explode.
  CHECK(blocks("<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>x&b;").find("aaaa&") ==
        std::string::npos);
}

TEST_CASE("deep nesting is refused, at once") {
  const std::string deep = repeated("<div>", 500) + "a" + repeated("</div>", 500);
  CHECK(blocks(deep) == "paragraph|a\n");
  CHECK(refused(repeated("<div>", 600) + "a") == Reason::too_deep);
  for (const char* piece : {"<div>", "<table><tr><td>", "<ul><li>", "<svg>"}) {
    CAPTURE(piece);
    CHECK(refused(repeated(piece, 1'000'000) + "a") == Reason::too_deep);
  }
  // Phrases are no depth.
  CHECK(blocks("<p>" + repeated("<b>a<wbr>", 600) + "</p>").size() == 600 + 11);
}

TEST_CASE("end tags that match nothing don't take quadratic time") {
  CHECK(refused(repeated("<div>", 400) + "a" + repeated("</td>", 200'000)) == Reason::malformed);
  CHECK(blocks(repeated("</td>", 100'000) + "a") == "paragraph|a\n");
}

TEST_CASE("a parser remembers nothing of the document before") {
  Parser parser;
  const std::string page = "<html lang=en><title>T</title><h1>a</h1><p>b";
  const auto first = parser.parse(Format::html, page);
  for (const std::string& between :
       {repeated("<div>", 600), std::string("<script>"), std::string("<title>x"), std::string(),
        std::string("<html lang=de><title>other</title><pre>x"),
        repeated("<unknown-element-", 30'000)}) {
    static_cast<void>(parser.parse(Format::html, between));
    const auto again = parser.parse(Format::html, page);
    REQUIRE(again);
    CHECK(engine::documents::parsed::described(*again) ==
          engine::documents::parsed::described(*first));
  }
}

TEST_CASE("any number of names is read") {
  std::string page;
  for (int i = 0; i < 25'000; ++i)
    page += "<n" + std::to_string(i) + ">a</n" + std::to_string(i) + ">";
  Parser parser;
  for (int round = 0; round < 3; ++round) {
    const auto result = parser.parse(Format::html, page + "<h1>b</h1>");
    REQUIRE(result);
    CHECK(result->blocks.size() == 2);
    CHECK(result->title == "b");
  }
}

}  // namespace html_test
