#include "engine/documents/pdf/reader.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/child/running.h"
#include "engine/documents/pdf/plain_pdf.h"

namespace reader_test {

using namespace engine::documents::pdf;
using engine::Reason;
using engine::child::running_children;

namespace {

std::string file(const std::string& name) {
  std::ifstream stream(std::string(PRONY_SOURCE_DIR "/engine/documents/pdf/testdata/") + name,
                       std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  REQUIRE_MESSAGE(!bytes.empty(), name);
  return bytes;
}

Document read(Reader& reader, const std::string& bytes, const Limits& limits = {}) {
  auto document = reader.read(bytes, limits);
  REQUIRE_MESSAGE(document, (document ? "" : document.error().detail));
  return std::move(*document);
}

Document read(const std::string& bytes, const Limits& limits = {}) {
  Reader reader;
  return read(reader, bytes, limits);
}

Reason reason_of(const std::string& bytes) {
  Reader reader;
  const auto document = reader.read(bytes, {});
  REQUIRE_FALSE(document);
  CHECK(document.error().detail.find('\n') == std::string::npos);
  return document.error().reason;
}

std::string fates(const Document& document) {
  std::string letters;
  for (const Page& page : document.pages) letters += "xef"[static_cast<int>(page.fate)];
  return letters;
}

}  // namespace

TEST_CASE("pages made by another program are read, each by itself") {
  const Document document = read(file("three_pages.pdf"));
  CHECK(document.title == "The Tides of the Channel");
  CHECK(fates(document) == "xxx");
  CHECK(document.pages[0].text.find("The tide comes in twice a day.") != std::string::npos);
  CHECK(document.pages[1].text.find("spring tides") != std::string::npos);
  CHECK(document.pages[2].text.find("\u00E9lev\u00E9e") != std::string::npos);
  CHECK(document.pages[0].text.find("spring tides") == std::string::npos);
}

TEST_CASE("columns are read one after the other") {
  const auto column = [](int left, const std::string& name) {
    return PlainPdf::lines(
        {name + " begins here with some words", name + " goes on with more of it",
         name + " still has not come to its end", name + " ends with these."},
        left);
  };
  const Document document =
      read(PlainPdf().add_page(column(72, "Left") + column(330, "Right")).str());
  CHECK(document.pages[0].text ==
        "Left begins here with some words\nLeft goes on with more of it\n"
        "Left still has not come to its end\nLeft ends with these.\n\n"
        "Right begins here with some words\nRight goes on with more of it\n"
        "Right still has not come to its end\nRight ends with these.");
}

TEST_CASE("paragraphs are a blank line apart, and the order is that of the page, not of drawing") {
  const std::vector<std::string> low{"", "", "", "", "", "Then it goes", "out again."};
  const Document document =
      read(PlainPdf()
               .add_page(PlainPdf::lines(low) + PlainPdf::lines({"The tide comes", "in first."}))
               .str());
  CHECK(document.pages[0].text == "The tide comes\nin first.\n\nThen it goes\nout again.");
}

TEST_CASE("a page without text is empty, and a document of such has no text") {
  CHECK(fates(read(file("scan.pdf"))) == "xe");
  CHECK(reason_of(PlainPdf().add_page("0 0 m 9 9 l S").add_page("").str()) == Reason::empty);
}

TEST_CASE("a page that can't be read has failed, and not its neighbours") {
  const Document document = read(file("broken_page.pdf"));
  CHECK(fates(document) == "xfx");
  CHECK(document.pages[1].error.reason == Reason::malformed);
  CHECK(!document.pages[1].error.detail.empty());
}

TEST_CASE("a password is needed or it isn't") {
  CHECK(reason_of(file("locked.pdf")) == Reason::encrypted);
  CHECK(read(file("locked_for_owner.pdf")).pages[0].text.find("The tide") != std::string::npos);
}

TEST_CASE("what is no PDF, or no whole one, has an error or the pages that are there") {
  CHECK(reason_of("") == Reason::malformed);
  CHECK(reason_of("Not a PDF at all.") == Reason::malformed);
  CHECK(reason_of("%PDF-1.4\n%%EOF\n") == Reason::malformed);
  CHECK(reason_of(file("cyclic_tree.pdf")) == Reason::malformed);
  const std::string whole = PlainPdf().add_page(PlainPdf::lines({"Words."})).str();
  CHECK(reason_of(whole.substr(0, whole.size() / 2)) == Reason::malformed);
  const Document cut = read(file("truncated.pdf"));  // but its first page's table is at its front
  CHECK(cut.pages[0].text.find("The tide comes in twice a day.") != std::string::npos);
}

TEST_CASE("a page count is not believed") {
  const std::string pages = PlainPdf::lines({"Only one."});
  for (const char* const count : {"2000000000", "-1", "99999999999999999999", "0"}) {
    Reader reader;
    const auto document = reader.read(PlainPdf().add_page(pages).claim_pages(count).str(), {});
    if (document) {
      CHECK(document->pages[0].text == "Only one.");
    } else {
      CHECK((document.error().reason == Reason::malformed ||
             document.error().reason == Reason::too_large));
    }
  }
}

TEST_CASE("no more pages are read than may be, and no more text") {
  PlainPdf pdf;
  for (int i = 1; i <= 2'000; ++i) pdf.add_page(PlainPdf::lines({"Page " + std::to_string(i)}));
  Reader reader;
  const Document few = read(reader, pdf.str(), {.pages = 50});
  CHECK(fates(few) == std::string(50, 'x') + std::string(1'950, 'f'));
  CHECK(few.pages[49].text == "Page 50");
  CHECK(few.pages[50].error.reason == Reason::too_large);
  const Document brief = read(reader, pdf.str(), {.text_bytes = 20});
  CHECK(fates(brief) == "xxx" + std::string(1'997, 'f'));
  CHECK(brief.pages[3].error.reason == Reason::out_of_memory);
  CHECK(fates(read(reader, pdf.str())) == std::string(2'000, 'x'));
}

TEST_CASE("one child reads many documents, and is gone with its Reader") {
  {
    Reader reader;
    CHECK(running_children("prony_pdf").empty());
    read(reader, file("three_pages.pdf"));
    const auto children = running_children("prony_pdf");
    REQUIRE(children.size() == 1);
    CHECK_FALSE(reader.read("no PDF", {}));
    CHECK_FALSE(reader.read(file("locked.pdf"), {}));
    read(reader, file("three_pages.pdf"));
    CHECK(running_children("prony_pdf") == children);
  }
  CHECK(running_children("prony_pdf").empty());
}

}  // namespace reader_test
