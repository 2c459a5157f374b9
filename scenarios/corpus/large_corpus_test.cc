#include "scenarios/corpus/large_corpus.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/documents/parsed/validation.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/corpus/corpus.h"

namespace scenarios::large_corpus_test {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr LargePlan small_plan{
    .texts = 2, .pages = 1, .markdowns = 1, .bytes = 300'000, .markdown_bytes = 100'000};

}  // namespace

TEST_CASE("large documents are as many and as large as planned, and the same each time") {
  const harness::result::sample::TemporaryFolder folder;
  const auto first = make_large_corpus(default_corpus(), folder.path() / "a", small_plan);
  const auto second = make_large_corpus(default_corpus(), folder.path() / "b" / "c", small_plan);
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  const auto corpus = Corpus::open(*first);
  REQUIRE(corpus.has_value());
  CHECK(corpus->count(engine::documents::parsed::Format::text) == 2);
  CHECK(corpus->count(engine::documents::parsed::Format::html) == 1);
  CHECK(corpus->count(engine::documents::parsed::Format::markdown) == 1);
  for (const Corpus::Document& document : corpus->documents()) {
    CAPTURE(document.id);
    CHECK(document.bytes >= (document.id.ends_with(".md") ? 100'000 : 300'000));
    const std::string bytes = bytes_of(document.path);
    CHECK(bytes == bytes_of(*second / document.id));
    CHECK(engine::documents::parsed::validate(bytes).has_value());
  }
  CHECK(bytes_of(*first / "large-1.txt") != bytes_of(*first / "large-2.txt"));
}

TEST_CASE("what is there is left alone, and nothing half made is left behind") {
  const harness::result::sample::TemporaryFolder folder;
  fs::create_directories(folder.path() / "there");
  const auto there = make_large_corpus(default_corpus(), folder.path() / "there", small_plan);
  REQUIRE(there.has_value());
  CHECK(fs::is_empty(*there));
  std::ofstream(folder.path() / "there" / "only.txt") << "text";
  const auto made = make_large_corpus(*there, folder.path() / "new", small_plan);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().message == "the corpus has no .html files to make large ones of");
  const auto left = fs::directory_iterator(folder.path());
  CHECK(std::distance(begin(left), end(left)) == 1);
}

}  // namespace scenarios::large_corpus_test
