// What the committed corpus promises.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/validation.h"
#include "scenarios/corpus/corpus.h"

namespace scenarios::default_corpus_test {
namespace {

namespace fs = std::filesystem;
using engine::documents::parsed::Format;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const Corpus& corpus() {
  static const Corpus opened = Corpus::open({}).value();
  return opened;
}

struct Held {
  std::size_t documents = 0;
  std::uint64_t bytes = 0;
};

/// By the first two folders of the ids: html/sqlite.
std::map<std::string, Held> by_origin() {
  std::map<std::string, Held> held;
  for (const Corpus::Document& document : corpus().documents()) {
    const auto format_ends = document.id.find('/');
    const auto origin_ends = document.id.find('/', format_ends + 1);
    REQUIRE(origin_ends != std::string::npos);
    Held& origin = held[document.id.substr(0, origin_ends)];
    ++origin.documents;
    origin.bytes += document.bytes;
  }
  return held;
}

}  // namespace

TEST_CASE("the default corpus is at least 400 documents of three formats in at most 12 MB") {
  CHECK(corpus().documents().size() >= 400);
  CHECK(corpus().total_bytes() <= 12'000'000);
  for (const Format format : {Format::html, Format::text, Format::markdown}) {
    CHECK(corpus().count(format) >= 100);
  }
  CHECK(corpus().describe().starts_with("default corpus: "));
  CHECK(corpus().skipped().compressed + corpus().skipped().others == 0);
}

TEST_CASE("its documents are text in UTF-8, of varied sizes, and no two are alike") {
  std::set<std::string> seen;
  std::size_t large = 0;
  for (const Corpus::Document& document : corpus().documents()) {
    INFO(document.id);
    std::string bytes = bytes_of(document.path);
    CHECK(bytes.size() == document.bytes);
    CHECK(engine::documents::parsed::validate(bytes).has_value());
    CHECK((bytes.size() >= 1'000 && bytes.size() <= 400'000));
    large += bytes.size() >= 100'000 ? 1 : 0;
    CHECK(seen.insert(std::move(bytes)).second);
  }
  CHECK(large >= 5);
}

TEST_CASE("each document lies in its format's folder") {
  for (const Corpus::Document& document : corpus().documents()) {
    const auto format = engine::documents::parse::detect_format(document.id, {});
    REQUIRE(format.has_value());
    CHECK(
        document.id.starts_with(fmt::format("{}/", engine::documents::parsed::to_string(*format))));
  }
}

TEST_CASE("the README tells of every folder how much it holds and under which licence") {
  const fs::path root = default_corpus().parent_path();
  const std::string readme = bytes_of(root / "README.md");
  const auto held = by_origin();
  CHECK(held.size() >= 8);
  for (const auto& [origin, holds] : held) {
    INFO(origin);
    const auto begin = readme.find("\n| " + origin + " |");
    REQUIRE(begin != std::string::npos);
    const std::string row = readme.substr(begin + 1, readme.find('\n', begin + 1) - begin - 1);
    CHECK(row.find(fmt::format("| {} | {} |", holds.documents, holds.bytes)) != std::string::npos);
    CHECK(row.find("](licences/") != std::string::npos);
  }
}

TEST_CASE("the README's licence texts are there, and no others") {
  const fs::path root = default_corpus().parent_path();
  const std::string readme = bytes_of(root / "README.md");
  std::set<std::string> named;
  constexpr std::string_view before = "](licences/";
  for (auto at = readme.find(before); at != std::string::npos; at = readme.find(before, at + 1)) {
    const auto begin = at + before.size();
    named.insert(readme.substr(begin, readme.find(')', begin) - begin));
  }
  std::set<std::string> there;
  for (const auto& entry : fs::directory_iterator(root / "licences")) {
    CHECK(entry.file_size() > 0);
    there.insert(entry.path().filename().string());
  }
  CHECK(named == there);
}

}  // namespace scenarios::default_corpus_test
