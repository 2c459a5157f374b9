#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/archive/test_zip.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/described.h"
#include "engine/documents/parsed/invariants.h"
#include "engine/documents/parsed/string_source.h"

namespace docx_test {

using engine::Expected;
using engine::Reason;
using engine::archive::TestEntry;
using engine::archive::zip_of;
using engine::documents::parse::Parser;
using engine::documents::parsed::described;
using engine::documents::parsed::described_blocks;
using engine::documents::parsed::described_parts;
using engine::documents::parsed::Format;
using engine::documents::parsed::Parsed;

namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::string(PRONY_SOURCE_DIR) + "/engine/documents/parse/testdata/" + name,
                   std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}

/// A document of that body, and of other files.
std::string docx(const std::string& body, std::vector<TestEntry> others = {}) {
  others.push_back({.name = "word/document.xml",
                    .bytes = "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>",
                    .deflated = true});
  return zip_of(others);
}

Parsed parsed(const std::string& bytes) {
  const auto result = Parser().parse(Format::docx, bytes);
  if (!result) FAIL(result.error().detail);
  CHECK(engine::documents::parsed::broken_promise(*result) == "");
  return *result;
}

std::string blocks(const std::string& body, const std::vector<TestEntry>& others = {}) {
  return described_blocks(parsed(docx(body, others)));
}

std::string p(const std::string& text, const std::string& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

std::string error(const Expected<Parsed>& result) {
  return result ? "none" : std::string(to_string(result.error().reason));
}
std::string error(const std::string& bytes) {
  return error(Parser().parse(Format::docx, bytes));
}

}  // namespace

TEST_CASE("a document comes out as a person would read it") {
  const Parsed letter = parsed(file("letter.docx"));
  CHECK(described(letter) + described_parts(letter) == file("letter.docx.expected"));
}

TEST_CASE("paragraphs are blocks, and runs are none") {
  CHECK(blocks("<w:p><w:r><w:t>one </w:t></w:r><w:r><w:t>and</w:t><w:tab/><w:t>two</w:t>"
               "<w:br/><w:t>three</w:t></w:r></w:p><w:p/>" +
               p("four")) == "paragraph|one and two three\nparagraph|four\n");
  CHECK(blocks("<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>known</w:t></w:r>"
               "</w:p>") == "paragraph|well\u2011known\n");
}

TEST_CASE("headings go by the styles' names, their outline, and what they are based on") {
  const std::string styles =
      "<w:styles xmlns:w='w'>"
      "<w:style w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>"
      "<w:style w:styleId='Mine'><w:name w:val='Mine'/><w:basedOn w:val='berschrift2'/></w:style>"
      "<w:style w:styleId='Deep'><w:pPr><w:outlineLvl w:val='7'/></w:pPr></w:style>"
      "<w:style w:styleId='Plain'><w:basedOn w:val='Mine'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr>"
      "</w:style>"
      "<w:style w:styleId='A'><w:basedOn w:val='B'/></w:style>"
      "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style>"
      "<w:style w:styleId='List'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>"
      "</w:styles>";
  const auto styled = [&](const std::string& style) {
    return blocks(p("x", "<w:pStyle w:val='" + style + "'/>"),
                  {{.name = "word/styles.xml", .bytes = styles}});
  };
  CHECK(styled("berschrift2") == "heading 2|x\n");
  CHECK(styled("Mine") == "heading 2|x\n");
  CHECK(styled("Deep") == "heading 6|x\n");
  CHECK(styled("Plain") == "paragraph|x\n");
  CHECK(styled("A") == "paragraph|x\n");
  CHECK(styled("List") == "list_item|x\n");
  CHECK(styled("Heading3") == "heading 3|x\n");  // not among them
  CHECK(blocks(p("x", "<w:outlineLvl w:val='0'/>")) == "heading 1|x\n");
  CHECK(blocks(p("x", "<w:pStyle w:val='Heading1'/><w:outlineLvl w:val='9'/>")) == "paragraph|x\n");
  CHECK(blocks(p("x",
                 "<w:pStyle w:val='Heading1'/><w:pPrChange><w:pPr><w:pStyle w:val='No'/>"
                 "</w:pPr></w:pPrChange>")) == "heading 1|x\n");
}

TEST_CASE("list items and tables' cells are what they are") {
  const std::string listed = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
  CHECK(blocks(p("a", listed) + p("b", "<w:numPr><w:numId w:val='0'/></w:numPr>")) ==
        "list_item|a\nparagraph|b\n");
  CHECK(blocks("<w:tbl><w:tr><w:tc>" + p("a") + p("b") + "</w:tc><w:tc><w:tbl><w:tr><w:tc>" +
               p("c") + "</w:tc></w:tr></w:tbl>" + p("d", listed) + "</w:tc></w:tr></w:tbl>" +
               p("e")) == "table_cell|a\ntable_cell|b\ntable_cell|c\nlist_item|d\nparagraph|e\n");
}

TEST_CASE("what a reader does not see is not text") {
  CHECK(blocks("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
               "<w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
               "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
               "<w:ins><w:r><w:t>b</w:t></w:r></w:ins>"
               "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>") == "paragraph|ab\n");
  CHECK(blocks("<w:p><w:r><w:t>around</w:t><mc:AlternateContent xmlns:mc='m'><mc:Choice>"
               "<w:txbxContent>" +
               p("box") +
               "</w:txbxContent></mc:Choice><mc:Fallback>"
               "<w:txbxContent>" +
               p("box") +
               "</w:txbxContent></mc:Fallback>"
               "</mc:AlternateContent><w:t>it</w:t></w:r></w:p>") ==
        "paragraph|around\nparagraph|box\nparagraph|it\n");
}

TEST_CASE("each file with text is a part, found by the package's relationships") {
  const auto notes = [](const std::string& kind, const std::string& text) {
    return "<w:" + kind + "s xmlns:w='w'><w:" + kind + ">" + text + "</w:" + kind + "></w:" + kind +
           "s>";
  };
  const std::string bytes =
      docx(p("body") + "<w:altChunk r:id='c1' xmlns:r='r'/>",
           {{.name = "word/footnotes.xml", .bytes = notes("footnote", p("note"))},
            {.name = "word/endnotes.xml", .bytes = notes("endnote", "")},
            {.name = "odd/remarks.xml", .bytes = notes("comment", "<w:p>")},
            {.name = "word/_rels/document.xml.rels",
             .bytes = "<Relationships><Relationship Id='r9' Type='http://x/relationships/comments' "
                      "Target='../odd/remarks.xml'/><Relationship Id='c1' Type='http://x/aFChunk' "
                      "Target='page.html'/></Relationships>"}});
  const Parsed document = parsed(bytes);
  CHECK(document.text == "body\nnote");
  CHECK(
      described_parts(document).starts_with("extracted|word/document.xml|body\n"
                                            "extracted|word/footnotes.xml|note\n"
                                            "empty|word/endnotes.xml|\n"
                                            "failed|odd/remarks.xml|malformed: "));
  CHECK(described_parts(document).ends_with(
      "failed|word/page.html|unsupported format: a whole file within the document\n"));
}

TEST_CASE("headers and footers are parts behind the texts, each file once") {
  const auto margin = [](const std::string& root, const std::string& text) {
    return "<w:" + root + " xmlns:w='w'>" + text + "</w:" + root + ">";
  };
  const auto refers = [](const std::string& type, const std::string& target) {
    return "<Relationship Type='http://x/relationships/" + type + "' Target='" + target + "'/>";
  };
  const std::string bytes =
      docx(p("body"), {{.name = "word/header2.xml", .bytes = margin("hdr", p("Chapter"))},
                       {.name = "word/header1.xml", .bytes = margin("hdr", "<w:p/>")},
                       {.name = "word/footer1.xml", .bytes = margin("ftr", p("Harbour office"))},
                       {.name = "word/footer2.xml", .bytes = margin("hdr", p("no footer"))},
                       {.name = "word/_rels/document.xml.rels",
                        .bytes = "<Relationships>" + refers("footer", "footer2.xml") +
                                 refers("header", "header2.xml") + refers("header", "header1.xml") +
                                 refers("header", "header2.xml") + refers("footer", "footer1.xml") +
                                 "</Relationships>"}});
  const Parsed document = parsed(bytes);
  CHECK(document.text == "body\nChapter\nHarbour office");
  CHECK(described_parts(document) ==
        "extracted|word/document.xml|body\n"
        "empty|word/header1.xml|\n"
        "extracted|word/header2.xml|Chapter\n"
        "extracted|word/footer1.xml|Harbour office\n"
        "failed|word/footer2.xml|malformed: no word-processing document\n");
}

TEST_CASE("a document without text fails for the first reason that there is") {
  CHECK(error("") == "empty");
  CHECK(error("no zip file at all, however long") == "malformed");
  CHECK(error(docx("")) == "empty");
  CHECK(error(docx("<w:p>")) == "malformed");
  CHECK(error(zip_of({})) == "malformed");
  CHECK(error(zip_of({{.name = "word/document.xml", .bytes = "<workbook/>"}})) == "malformed");
  CHECK(error(zip_of({{.name = "word/document.xml", .bytes = "x", .flags = 1}})) == "encrypted");
  const std::string locked = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(500, 'x');
  CHECK(error(locked) == "malformed");
  CHECK(error(locked + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32)) ==
        "encrypted");
  std::string deep;
  for (int i = 0; i < 600; ++i) deep += "<w:sdt>";
  CHECK(error(docx(deep)) == "nested too deeply");
}

TEST_CASE("a package is unpacked within the parser's budget") {
  const std::string bytes = docx(p(std::string(100'000, 'x')));
  CHECK(bytes.size() < 2'000);
  CHECK(error(Parser(200'000).parse(Format::docx, bytes)) == "none");
  CHECK(error(Parser(100'000).parse(Format::docx, bytes)) == "too large");
  CHECK(error(Parser(100'000).parse(Format::docx, docx(p("text")))) == "none");
}

TEST_CASE("a document parses the same whole and in pieces") {
  const std::string bytes = file("letter.docx");
  Parser parser;
  engine::documents::parsed::EvenSource source(bytes, 100);
  const auto pieces = parser.parse(Format::docx, source);
  REQUIRE(pieces);
  CHECK(described(*pieces) == described(parsed(bytes)));
}

}  // namespace docx_test
