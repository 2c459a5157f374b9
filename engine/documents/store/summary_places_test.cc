#include "engine/documents/store/summary_places.h"

#include <doctest/doctest.h>

#include "engine/documents/store/test_library.h"

namespace summary_places_test {

using namespace engine::documents::store;
using engine::documents::analyse::Analysis;
using engine::documents::parsed::Parsed;
using engine::documents::parsed::Part;
using engine::documents::parsed::SourceRange;
using Sentences = std::vector<Sentence>;

namespace {

/// Two chapters, and a page that has no bytes of its own.
Parsed book() {
  Parsed parsed;
  parsed.text = "One two.\nThree \"four\".\nFive.";
  parsed.blocks = {{.begin = 0, .end = 8, .source_begin = 30, .source_end = 45},
                   {.begin = 9, .end = 22, .source_begin = 7, .source_end = 4'000'000'000},
                   {.begin = 23, .end = 28}};
  parsed.parts = {{.name = "a \"b\".xhtml", .begin = 0, .end = 8},
                  {.fate = Part::Fate::failed, .name = "c", .problem = "d", .begin = 8, .end = 8},
                  {.name = "\u00E9", .begin = 9, .end = 22},
                  {.name = "page 3", .begin = 23, .end = 28}};
  return parsed;
}

Analysis summary_at(std::vector<engine::documents::analyse::SummarySentence> sentences) {
  Analysis analysis;
  analysis.summary = std::move(sentences);
  return analysis;
}

bool is_damaged(std::string_view summary, std::string_view places) {
  return !sentences_of(summary, places);
}

}  // namespace

TEST_CASE("each sentence of a summary comes back with its part and its bytes") {
  const Analysis analysis = summary_at({{0, 8, 1}, {9, 22, 1}, {23, 28, 1}});
  const std::string summary = summary_of(book(), analysis);
  CHECK(summary == "One two. Three \"four\". Five.");
  const std::string places = places_of(book(), analysis);
  CHECK(places == "[[8,\"a \\\"b\\\".xhtml\",30,45],[13,\"\u00E9\",7,4000000000],[5,\"page 3\"]]");
  const auto sentences = sentences_of(summary, places);
  REQUIRE(sentences);
  CHECK(*sentences == Sentences{{"One two.", "a \"b\".xhtml", SourceRange{30, 45}},
                                {"Three \"four\".", "\u00E9", SourceRange{7, 4'000'000'000}},
                                {"Five.", "page 3", {}}});
}

TEST_CASE("a sentence that is none of the text has no place, as it is none of the summary") {
  const Analysis analysis = summary_at({{4, 4, 1}, {23, 29, 1}});
  CHECK(summary_of(book(), analysis).empty());
  CHECK(places_of(book(), analysis) == "[]");
  CHECK(sentences_of("", "[]") == Sentences{});
}

TEST_CASE("places that are none of the summary's are refused") {
  CHECK_FALSE(is_damaged("One. Two.", "[[4,\"\",0,1],[4,\"\"]]"));
  CHECK(is_damaged("One. Two.", ""));
  CHECK(is_damaged("One. Two.", "{}"));
  CHECK(is_damaged("One. Two.", "[[4,\"\"]]"));
  CHECK(is_damaged("One. Two.", "[[5,\"\"],[4,\"\"]]"));
  CHECK(is_damaged("One. Two.", "[[4,\"\"],[5,\"\"]]"));
  CHECK(is_damaged("One. Two.", "[[4,\"\"],[4294967300,\"\"]]"));
  CHECK(is_damaged("One. Two.", "[[0,\"\"],[9,\"\"]]"));
  CHECK(is_damaged("One.", "[[4,\"\"],[0,\"\"]]"));
  CHECK(is_damaged("One.", "[4]"));
  CHECK(is_damaged("One.", "[[4]]"));
  CHECK(is_damaged("One.", "[[4,5]]"));
  CHECK(is_damaged("One.", "[[-4,\"\"]]"));
  CHECK(is_damaged("One.", "[[4,\"\",0]]"));
  CHECK(is_damaged("One.", "[[4,\"\",2,2]]"));
  CHECK(is_damaged("One.", "[[4,\"\",-1,2]]"));
  CHECK(is_damaged("One.", "[[4,\"\",0,4294967296]]"));
}

TEST_CASE("a document's state says where its summary stands, and a newer one's replaces it") {
  TestFolder folder;
  auto store = Store::open(folder.file(), {});
  REQUIRE(store);
  Library library;
  Record first = library.ok("a", "1", "Title", "Call me Ishmael. Some years ago now.");
  REQUIRE(store->commit(std::vector{first}));
  auto state = store->find("a");
  REQUIRE((state && *state));
  CHECK((*state)->sentences == Sentences{{"Call me I", "", {}}, {"ome years ago now.", "", {}}});

  const Parsed parsed = book();
  const Analysis analysis = summary_at({{9, 22, 1}});
  Record second = library.ok("a", "2", "Title", "x");
  second.parsed = &parsed;
  second.analysis = &analysis;
  second.stream = nullptr;
  REQUIRE(store->commit(std::vector{second, library.failed("b", "malformed")}));
  state = store->find("a");
  REQUIRE((state && *state));
  CHECK((*state)->sentences ==
        Sentences{{"Three \"four\".", "\u00E9", SourceRange{7, 4'000'000'000}}});
  state = store->find("b");
  REQUIRE((state && *state));
  CHECK((*state)->sentences.empty());
}

}  // namespace summary_places_test
