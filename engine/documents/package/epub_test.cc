#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/archive/test_zip.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/described.h"
#include "engine/documents/parsed/invariants.h"

namespace epub_test {

using engine::Expected;
using engine::archive::TestEntry;
using engine::archive::zip_of;
using engine::documents::parse::Parser;
using engine::documents::parsed::described;
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

/// A book of that manifest and spine, and of those other files.
std::string epub(const std::string& manifest, const std::string& spine,
                 const std::vector<TestEntry>& others, const std::string& metadata = "") {
  std::vector<TestEntry> all = {
      {.name = "mimetype", .bytes = "application/epub+zip"},
      {.name = "META-INF/container.xml",
       .bytes =
           "<container><rootfiles><rootfile full-path='in/book.opf'/></rootfiles></container>"},
      {.name = "in/book.opf",
       .bytes = "<package><metadata>" + metadata + "</metadata><manifest>" + manifest +
                "</manifest><spine>" + spine + "</spine></package>"}};
  all.insert(all.end(), others.begin(), others.end());
  return zip_of(all);
}

std::string item(const std::string& id, const std::string& href) {
  return "<item id='" + id + "' href='" + href + "' media-type='application/xhtml+xml'/>";
}
std::string itemref(const std::string& id) {
  return "<itemref idref='" + id + "'/>";
}

Parsed parsed(const std::string& bytes) {
  const auto result = Parser().parse(Format::epub, bytes);
  if (!result) FAIL(result.error().detail);
  CHECK(engine::documents::parsed::broken_promise(*result) == "");
  return *result;
}

std::string error(const Expected<Parsed>& result) {
  return result ? "none" : std::string(to_string(result.error().reason));
}
std::string error(const std::string& bytes) {
  return error(Parser().parse(Format::epub, bytes));
}

std::string page(const std::string& body) {
  return "<html xmlns='http://www.w3.org/1999/xhtml' xml:lang='fr' lang='fr'><head><title/></head>"
         "<body>" +
         body + "</body></html>";
}

}  // namespace

TEST_CASE("books come out as a person would read them, part by part") {
  for (const std::string name : {"book2.epub", "book3.epub"}) {
    CAPTURE(name);
    const Parsed book = parsed(file(name));
    CHECK(described(book) + described_parts(book) == file(name + ".expected"));
  }
}

TEST_CASE("parts come in the spine's order, each once") {
  const std::string bytes = epub(item("b", "b.xhtml") + item("a", "sub/a%20a.xhtml#x"),
                                 itemref("a") + itemref("b") + itemref("a") + itemref("b"),
                                 {{.name = "in/b.xhtml", .bytes = page("<p>second</p>")},
                                  {.name = "in/sub/a a.xhtml", .bytes = page("<h1>first</h1>")}});
  const Parsed book = parsed(bytes);
  CHECK(described(book) == "title: first\nlanguage: fr\nheading 1|first\nparagraph|second\n");
  CHECK(described_parts(book) == "extracted|in/sub/a a.xhtml|first\nextracted|in/b.xhtml|second\n");
}

TEST_CASE("a part that can't be read fails alone, and says why") {
  const std::string bytes = epub(
      item("gone", "gone.xhtml") + item("out", "../../etc/passwd") +
          item("web", "http://x.invalid/") + item("bad", "bad.xhtml") +
          item("blank", "blank.xhtml") + item("none", "none.xhtml") + item("good", "good.xhtml") +
          "<item id='art' href='art.svg' media-type='image/svg+xml'/>" +
          item("locked", "locked.xhtml") + item("secret", "secret.xhtml"),
      itemref("unknown") + itemref("gone") + itemref("out") + itemref("web") + itemref("bad") +
          itemref("blank") + itemref("none") + itemref("good") + itemref("art") +
          itemref("locked") + itemref("secret"),
      {{.name = "in/bad.xhtml", .bytes = "<p>caf\xE9</p>"},
       {.name = "in/blank.xhtml", .bytes = page("<p> </p>")},
       {.name = "in/none.xhtml", .bytes = ""},
       {.name = "in/good.xhtml", .bytes = page("<p>good</p>")},
       {.name = "in/art.svg", .bytes = "<svg/>"},
       {.name = "in/locked.xhtml", .bytes = "x", .flags = 1},
       {.name = "in/secret.xhtml", .bytes = "....."},
       {.name = "META-INF/encryption.xml",
        .bytes = "<encryption><EncryptedData><CipherData><CipherReference URI='in/secret.xhtml'/>"
                 "</CipherData></EncryptedData></encryption>"}});
  CHECK(described_parts(parsed(bytes)) ==
        "failed|unknown|malformed: not in the book's manifest\n"
        "failed|in/gone.xhtml|malformed: no such file in the book\n"
        "failed|out|malformed: its address leads out of the book\n"
        "failed|web|malformed: its address leads out of the book\n"
        "failed|in/bad.xhtml|invalid UTF-8: not UTF-8 at offset 6\n"
        "empty|in/blank.xhtml|\n"
        "empty|in/none.xhtml|\n"
        "extracted|in/good.xhtml|good\n"
        "failed|in/art.svg|unsupported format: no HTML: image/svg+xml\n"
        "failed|in/locked.xhtml|encrypted: to be read with a password only\n"
        "failed|in/secret.xhtml|encrypted: to be read with a key only\n");
}

TEST_CASE("fonts that are obscured hinder nobody") {
  const std::string bytes =
      epub(item("a", "a.xhtml"), itemref("a"),
           {{.name = "in/a.xhtml", .bytes = page("<p>text</p>")},
            {.name = "META-INF/encryption.xml",
             .bytes = "<encryption><EncryptedData><EncryptionMethod "
                      "Algorithm='http://www.idpf.org/2008/embedding'/><CipherData>"
                      "<CipherReference URI='in/font.otf'/></CipherData></EncryptedData>"
                      "</encryption>"}});
  CHECK(parsed(bytes).text == "text");
}

TEST_CASE("title and language are the metadata's") {
  const std::string bytes =
      epub(item("a", "a.xhtml"), itemref("a"),
           {{.name = "in/a.xhtml", .bytes = page("<h1>Chapter</h1>")}},
           "<dc:title xmlns:dc='d'> The \n Book </dc:title><dc:title xmlns:dc='d'>No</dc:title>"
           "<dc:language xmlns:dc='d'> en-GB </dc:language>");
  CHECK(parsed(bytes).title == "The Book");
  CHECK(parsed(bytes).language_hint == "en-GB");
}

TEST_CASE("what is complete in one tag in XHTML swallows nothing") {
  const std::string bytes = epub(
      item("a", "a.xhtml"), itemref("a"),
      {{.name = "in/a.xhtml",
        .bytes = page("<script src='x.js'/><object data='x'/><h2 id='y'/><p>text</p><svg/>more")}});
  CHECK(parsed(bytes).text == "text\nmore");
}

TEST_CASE("a book without text fails for the first reason that there is") {
  CHECK(error("") == "empty");
  CHECK(error("no zip file at all, however long") == "malformed");
  CHECK(error(zip_of({{.name = "mimetype", .bytes = "application/epub+zip"}})) == "malformed");
  CHECK(error(zip_of({{.name = "META-INF/container.xml", .bytes = "<container/>"}})) ==
        "malformed");
  CHECK(error(epub("", "", {})) == "empty");
  CHECK(error(epub(item("a", "a.xhtml"), itemref("a"), {})) == "malformed");
  CHECK(error(epub(item("a", "a.xhtml"), itemref("a"),
                   {{.name = "in/a.xhtml", .bytes = "x", .flags = 1}})) == "encrypted");
  std::string many;
  for (int i = 0; i < 10'001; ++i) many += itemref(std::to_string(i));
  CHECK(error(epub("", many, {})) == "too large");
}

TEST_CASE("a book is unpacked within the parser's budget, all parts together") {
  std::vector<TestEntry> pages;
  std::string manifest;
  std::string spine;
  for (int i = 0; i < 20; ++i) {
    const std::string name = std::to_string(i);
    pages.push_back({.name = "in/" + name,
                     .bytes = page("<p>" + std::string(50'000, 'x') + "</p>"),
                     .deflated = true});
    manifest += item(name, name);
    spine += itemref(name);
  }
  const std::string bytes = epub(manifest, spine, pages);
  CHECK(bytes.size() < 20'000);
  CHECK(error(Parser(1'100'000).parse(Format::epub, bytes)) == "none");
  CHECK(error(Parser(1'000'000).parse(Format::epub, bytes)) == "too large");
}

}  // namespace epub_test
