#include "scenarios/asked_documents.h"

#include <doctest/doctest.h>

#include <fstream>

#include "harness/result/temporary_folder.h"
#include "scenarios/own_settings.h"

namespace asked_documents_test {

using harness::result::TemporaryFolder;
using namespace scenarios;

namespace {

Corpus corpus_in(const TemporaryFolder& folder) {
  for (const auto& [name, size] : {std::pair("a.txt", 10), {"b.txt", 5000}, {"c.txt", 100'000}}) {
    std::ofstream(folder.path() / name) << std::string(static_cast<std::size_t>(size), 'x');
  }
  auto corpus = Corpus::open(folder.path());
  REQUIRE(corpus);
  return *corpus;
}

std::vector<std::uint64_t> documents(const AskedDocuments& asked) {
  REQUIRE(asked.items != nullptr);
  return *asked.items;
}

}  // namespace

TEST_CASE("an item with a document's name is that document, without a warning") {
  const TemporaryFolder folder;
  const AskedDocuments asked = asked_documents(
      {.items = {0, 1, 0}, .names = {"c.txt", "a.txt"}, .population = 2}, corpus_in(folder));
  CHECK(documents(asked) == std::vector<std::uint64_t>{2, 0, 2});
  CHECK(asked.warnings.empty());
}

TEST_CASE("other items stand for documents by their number, and it is said") {
  const TemporaryFolder folder;
  const AskedDocuments asked = asked_documents(
      {.items = {0, 1, 2, 3, 4}, .names = {"w", "x", "y", "z", "b.txt"}, .population = 5},
      corpus_in(folder));
  CHECK(documents(asked) == std::vector<std::uint64_t>{0, 1, 2, 0, 1});
  REQUIRE(asked.warnings.size() == 1);
  CHECK(asked.warnings[0].find("of the trace's 5 items 4") != std::string::npos);
  CHECK(asked.warnings[0].find("modulo the corpus's 3") != std::string::npos);
}

TEST_CASE("a corpus can be cut by size, thinned out, and repeated under other ids") {
  const TemporaryFolder folder;
  const Corpus corpus = corpus_in(folder);
  const Corpus middle = corpus.of_sizes(11, 100'000);
  REQUIRE(middle.documents().size() == 1);
  CHECK(middle.documents()[0].id == "b.txt");
  CHECK(middle.total_bytes() == 5000);
  CHECK(corpus.of_sizes(1'000'000, 2'000'000).documents().empty());

  const Corpus many = corpus.times(7);
  REQUIRE(many.documents().size() == 7);
  CHECK(many.documents()[2].id == "c.txt");
  CHECK(many.documents()[3].id == "2/a.txt");
  CHECK(many.documents()[3].path == corpus.documents()[0].path);
  CHECK(many.documents()[6].id == "3/a.txt");
  CHECK(many.count(engine::parse::Format::text) == 7);
  CHECK(corpus.times(2).documents()[1].id == "b.txt");
}

TEST_CASE("a scenario's own settings are taken out, the last one counts") {
  std::vector<harness::run::Setting> settings{
      {"job.files", "3"}, {"batch.size", "5"}, {"job.files", "12"}};
  CHECK(*take_number(settings, "job.files", 1) == 12);
  CHECK(settings == std::vector<harness::run::Setting>{{"batch.size", "5"}});
  CHECK(*take_number(settings, "job.files", 1) == 1);
  CHECK_FALSE(take_setting(settings, "job.files"));
  for (const char* wrong : {"", "-1", "1.5", "12x", "99999999999999999999"}) {
    settings = {{"n", wrong}};
    CHECK_FALSE(take_number(settings, "n", 1));
  }
}

}  // namespace asked_documents_test
