// From the stored summaries of real documents back to the documents' bytes.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/source_words.h"
#include "engine/documents/store/test_library.h"

namespace summary_origins_test {

using namespace engine::documents::store;
using engine::documents::parsed::Format;
namespace fs = std::filesystem;

namespace {

struct Book {
  std::string id, bytes;
  Format format = Format::text;
  engine::documents::parsed::Parsed parsed;
  std::vector<engine::documents::chunk::Chunk> chunks;
  engine::documents::analyse::Analysis analysis;
};

/// All of the default corpus, and the parser's examples of packages.
std::vector<Book> real_books() {
  std::vector<Book> books;
  engine::documents::parse::Parser parser;
  engine::documents::analyse::Analyser analyser;
  const fs::path root = PRONY_SOURCE_DIR;
  for (const fs::path& folder :
       {root / "scenarios/corpus/documents", root / "engine/documents/parse/testdata"}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file() || entry.path().extension() == ".expected") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      Book book{.id = entry.path(), .bytes = {std::istreambuf_iterator<char>(in), {}}};
      book.format = *engine::documents::parse::detect_format(book.id, book.bytes);
      auto parsed = parser.parse(book.format, book.bytes);
      REQUIRE(parsed);
      book.parsed = *std::move(parsed);
      book.analysis = *analyser.analyse(book.parsed);
      books.push_back(std::move(book));
    }
  }
  return books;
}

Record record_of(const Book& book) {
  return {.id = book.id,
          .key = book.id,
          .status = Status::ok,
          .reason = {},
          .bytes = book.bytes.size(),
          .parsed = &book.parsed,
          .chunks = &book.chunks,
          .analysis = &book.analysis,
          .stream = &book.analysis.stream};
}

}  // namespace

TEST_CASE("every summary sentence of every real document is found in the bytes of its origin") {
  const std::vector<Book> books = real_books();
  REQUIRE(books.size() > 400);
  TestFolder folder;
  auto store = Store::open(folder.file(), {});
  REQUIRE(store);
  std::vector<Record> records;
  for (const Book& book : books) records.push_back(record_of(book));
  REQUIRE(store->commit(records));

  struct Sum {
    std::size_t sentences = 0, text_bytes = 0, source_bytes = 0;
  };
  std::map<Format, Sum> sums;
  for (const Book& book : books) {
    CAPTURE(book.id);
    const auto state = store->find(book.id);
    REQUIRE((state && *state));
    REQUIRE((*state)->sentences.size() == book.analysis.summary.size());
    for (const Sentence& sentence : (*state)->sentences) {
      REQUIRE(sentence.source);
      CHECK(sentence.part.empty() == is_text(book.format));
      const std::string found =
          origin_bytes(book.format, book.bytes, {.name = sentence.part, .source = sentence.source});
      CHECK_MESSAGE(has_words(book.format, found, sentence.text), sentence.text, " <- ", found);
      Sum& sum = sums[book.format];
      ++sum.sentences;
      sum.text_bytes += sentence.text.size();
      sum.source_bytes += found.size();
    }
  }
  CHECK(sums.size() == 5);
  for (const auto& [format, sum] : sums) {
    CAPTURE(to_string(format));
    CHECK(sum.sentences > 0);
    CHECK(sum.source_bytes < 6 * sum.text_bytes);  // of paragraphs, not of pages
  }
}

}  // namespace summary_origins_test
