#include "scenarios/corpus/formats_corpus.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/documents/parse/parser.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/corpus/plain_book.h"

namespace scenarios::formats_corpus_test {
namespace {

namespace fs = std::filesystem;
using engine::documents::parsed::Format;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const char* const text =
    "A title\n\nFirst paragraph, of *two*\nlines & <signs>.\n\n1. A second [one]\n\n# no heading\n";

/// The words of what the engine makes of it.
std::string words_of(Format format, const std::string& bytes) {
  engine::documents::parse::Parser parser;
  const auto parsed = parser.parse(format, bytes);
  REQUIRE(parsed.has_value());
  std::string words;
  for (const char c : parsed->text) words += c == '\n' ? ' ' : c;
  return words;
}

}  // namespace

TEST_CASE("a text's words are the same in every format") {
  const PlainBook book = PlainBook::of_text(text);
  CHECK(book.title == "A title");
  REQUIRE(book.sections.size() == 1);
  CHECK(book.sections[0].size() == 4);
  const std::string said =
      "First paragraph, of *two* lines & <signs>. 1. A second [one] # no heading";
  CHECK(book.text().find("First paragraph, of *two* lines & <signs>.") != std::string::npos);
  for (const auto& [format, bytes] : {std::pair{Format::markdown, book.markdown()},
                                      {Format::html, book.html()},
                                      {Format::docx, book.docx().value()},
                                      {Format::epub, book.epub().value()}}) {
    CAPTURE(engine::documents::parsed::to_string(format));
    CHECK(words_of(format, bytes).find(said) != std::string::npos);
  }
}

TEST_CASE("a PDF has as many pages as its lines fill, and where they begin is told right") {
  PlainBook book{.title = "Pages", .sections = {{}}};
  for (int i = 0; i < 60; ++i) book.sections[0].emplace_back("a line (with brackets)");
  const std::string pdf = book.pdf();  // 2 + 2 + 120 lines
  CHECK(pdf.starts_with("%PDF-1.4"));
  CHECK(pdf.find("/Count 3 ") != std::string::npos);
  const std::size_t said = pdf.rfind("startxref\n");
  REQUIRE(said != std::string::npos);
  CHECK(pdf.compare(std::stoul(pdf.substr(said + 10)), 5, "xref\n") == 0);
  const std::size_t first = pdf.find("0000000015 00000 n");  // behind the two lines of the head
  CHECK(first != std::string::npos);
  CHECK(pdf.compare(15, 7, "1 0 obj") == 0);
}

TEST_CASE("the corpus has every text in every format, the same each time") {
  const harness::result::sample::TemporaryFolder folder;
  const auto first = make_formats_corpus(default_corpus(), folder.path() / "a", 3);
  const auto second = make_formats_corpus(default_corpus(), folder.path() / "b", 3);
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(*first)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const fs::path name = fs::relative(entry.path(), *first);
    CAPTURE(name.string());
    const std::string bytes = bytes_of(entry.path());
    CHECK_FALSE(bytes.empty());
    CHECK(bytes == bytes_of(*second / name));
  }
  CHECK(files == 7 * 3);
  const auto corpus = Corpus::open(*first);
  REQUIRE(corpus.has_value());
  for (const Format format : {Format::markdown, Format::html, Format::docx, Format::epub}) {
    CHECK(corpus->count(format) == 3);
  }
  CHECK(corpus->count(Format::text) == 6);  // gzip's are texts
}

TEST_CASE("too few texts are told, and nothing is left behind") {
  const harness::result::sample::TemporaryFolder folder;
  fs::create_directories(folder.path() / "few");
  std::ofstream(folder.path() / "few" / "one.txt") << std::string(5'000, 'x');
  const auto made = make_formats_corpus(folder.path() / "few", folder.path() / "new", 2);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().message == "the corpus has 1 texts of 4 to 256 KiB; 2 are needed");
  CHECK_FALSE(fs::exists(folder.path() / "new"));
}

}  // namespace scenarios::formats_corpus_test
