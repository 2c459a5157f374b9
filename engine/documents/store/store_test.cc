#include "engine/documents/store/store.h"

#include <doctest/doctest.h>

#include "engine/documents/store/test_library.h"

namespace store_test {

using namespace engine::documents::store;
using namespace std::string_literals;
using Ids = std::vector<std::string>;

namespace {

Store opened(const TestFolder& folder, Journal journal = Journal::write_ahead) {
  auto store = Store::open(folder.file(), {.journal = journal, .max_bytes = {}});
  REQUIRE_MESSAGE(store.has_value(), (store ? "" : store.error().detail));
  return *std::move(store);
}

void commit(Store& store, const std::vector<Record>& records) {
  const auto committed = store.commit(records);
  REQUIRE_MESSAGE(committed.has_value(), (committed ? "" : committed.error().detail));
}

void check_sound(const Store& store) {
  const auto sound = store.check();
  CHECK_MESSAGE(sound.has_value(), (sound ? "" : sound.error().detail));
}

State state(const Store& store, std::string_view id) {
  const auto found = store.find(id);
  REQUIRE(found.has_value());
  REQUIRE(found->has_value());
  return **found;
}

}  // namespace

TEST_CASE("a document's state comes back as it was committed") {
  for (const Journal journal : {Journal::write_ahead, Journal::rollback}) {
    TestFolder folder;
    Library library;
    Store store = opened(folder, journal);
    commit(store, {library.ok("a", "k1", "Whales", "Call me Ishmael. Some years ago now.")});
    const State found = state(store, "a");
    CHECK(found.id == "a");
    CHECK(found.key == "k1");
    CHECK(found.status == Status::ok);
    CHECK(found.reason.empty());
    CHECK(found.title == "Whales");
    CHECK(found.language == "en");
    CHECK(found.summary == "Call me I ome years ago now.");
    CHECK(found.keywords == Ids{"first", "\"second\""});
    CHECK(found.bytes == 36);
    CHECK(found.tokens == 7);
    CHECK(found.chunks == 2);
    CHECK(found.times_processed == 1);
    const auto chunks = store.chunks("a");
    REQUIRE(chunks.has_value());
    REQUIRE(chunks->size() == 2);
    CHECK(chunks->back().begin == 18);
    CHECK(chunks->back().end == 36);
    check_sound(store);
  }
}

TEST_CASE("the parts of a document that failed are remembered with their reasons") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  engine::documents::parsed::Parsed parsed;
  parsed.text = "Call me";
  parsed.blocks = {{engine::documents::parsed::Block::Kind::paragraph, 0, 0, 7}};
  parsed.parts = {{.name = "page 1", .begin = 0, .end = 7}};
  for (int page = 2; page < 30; ++page) {
    parsed.parts.push_back({.fate = engine::documents::parsed::Part::Fate::failed,
                            .name = "page " + std::to_string(page),
                            .problem = "timed out: too late"});
  }
  Record record = library.ok("a", "k1", "Whales", "Call me");
  record.parsed = &parsed;
  commit(store, {record});
  const auto problems = state(store, "a").problems;
  REQUIRE(problems.size() == 21);
  CHECK(problems.front() == "page 2: timed out: too late");
  CHECK(problems.back() == "and 8 more");
}

TEST_CASE("what is not there is not found, and no error") {
  TestFolder folder;
  Store store = opened(folder);
  const auto found = store.find("nobody");
  REQUIRE(found.has_value());
  CHECK_FALSE(found->has_value());
  CHECK(store.count(Status::ok) == 0U);
  CHECK(ids(store.search("anything", 10)).empty());
  CHECK(store.commit({}).has_value());
}

TEST_CASE("failed documents are remembered with their reason, and not found by their words") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  commit(store, {library.failed("bad", "malformed"), library.ok("good", "k", "T", "malformed")});
  CHECK(state(store, "bad").status == Status::failed);
  CHECK(state(store, "bad").reason == "malformed");
  CHECK(state(store, "bad").key.empty());
  CHECK(store.count(Status::ok) == 1U);
  CHECK(store.count(Status::failed) == 1U);
  CHECK(ids(store.search("malformed", 10)) == Ids{"good"});
  check_sound(store);
}

TEST_CASE("words, phrases, AND, OR, NOT, prefixes and columns find what they should") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  commit(store, {library.ok("fox", "1", "Animals", "the quick brown fox jumps over a dog"),
                 library.ok("dog", "2", "Pets", "a lazy dog sleeps; the fox is brown"),
                 library.ok("cat", "3", "Foxtrot", "a cat looks at the lazy afternoon")});
  CHECK(ids(store.search("quick", 10)) == Ids{"fox"});
  CHECK(ids(store.search("\"brown fox\"", 10)) == Ids{"fox"});
  CHECK(ids(store.search("fox NOT quick", 10)) == Ids{"dog"});
  CHECK(ids(store.search("lazy AND cat", 10)) == Ids{"cat"});
  CHECK(store.search("quick OR cat", 10)->size() == 2);
  CHECK(ids(store.search("foxtr*", 10)) == Ids{"cat"});
  CHECK(ids(store.search("title : pets", 10)) == Ids{"dog"});
  CHECK(ids(store.search("body : pets", 10)).empty());
  CHECK(ids(store.search("QUICK", 10)) == Ids{"fox"});
  CHECK(store.search("a", 2)->size() == 2);
  CHECK(store.search("a", 0)->empty());
}

TEST_CASE("best first: the title counts more, then the word's share of the text") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  commit(store, {library.ok("once", "1", "x", "river a b c d e f g h i j k l m n o p"),
                 library.ok("often", "2", "x", "river river river river bank"),
                 library.ok("title", "3", "River", "a b c d e f g h i j k l m n o p q"),
                 library.ok("never", "4", "x", "bank"), library.ok("nor", "5", "x", "lake"),
                 library.ok("too", "6", "x", "sea"), library.ok("last", "7", "x", "ocean")});
  const auto hits = store.search("river", 10);
  REQUIRE(hits.has_value());
  REQUIRE(hits->size() == 3);
  CHECK(hits->back().id == "once");
  for (std::size_t i = 1; i < hits->size(); ++i) CHECK((*hits)[i - 1].score >= (*hits)[i].score);
  CHECK(hits->back().score > 0);
  CHECK(hits->back().title == "x");
}

TEST_CASE("query words go through the analysis of every language that is there") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  commit(store, {library.ok("en", "1", "Books", "she reads many books while walking", "en")});
  CHECK(ids(store.search("book", 10)) == Ids{"en"});
  CHECK(ids(store.search("walk", 10)) == Ids{"en"});
  commit(store, {library.ok("de", "2", "Leute", "die Frauen gehen nach Hause", "de")});
  CHECK(ids(store.search("frau", 10)) == Ids{"de"});
  CHECK(ids(store.search("\"frauen gehen\"", 10)) == Ids{"de"});
  CHECK(ids(store.search("\"many books\"", 10)) == Ids{"en"});
  CHECK(store.search("frauen OR book", 10)->size() == 2);
}

TEST_CASE("a document with new content answers to its new words only") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  commit(store, {library.ok("a", "1", "Old", "apples"), library.ok("b", "2", "Other", "pears")});
  commit(store, {library.ok("a", "3", "New", "cherries")});
  CHECK(ids(store.search("apples", 10)).empty());
  CHECK(ids(store.search("cherries", 10)) == Ids{"a"});
  CHECK(state(store, "a").title == "New");
  CHECK(state(store, "a").times_processed == 2);
  CHECK(store.count(Status::ok) == 2U);
  check_sound(store);
}

TEST_CASE("a document with the same content keeps its index entries") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  const Record record = library.ok("a", "1", "Title", "apples");
  commit(store, {record});
  Record again = record;  // as a pipeline that skips what is known would send it
  again.parsed = nullptr;
  again.analysis = nullptr;
  again.chunks = nullptr;
  again.stream = nullptr;
  commit(store, {again});
  CHECK(state(store, "a").times_processed == 2);
  CHECK(state(store, "a").title == "Title");
  CHECK(ids(store.search("apples", 10)) == Ids{"a"});
  check_sound(store);
}

TEST_CASE("the index replays the stream it is given, and tokenises the text where there is none") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  Record replayed = library.ok("replayed", "1", "Title", "apples and pears");
  engine::documents::analyse::TokenStream stream;
  stream.tokens = {{0, 6, stream.add_term("zebu")}, {7, 10, stream.add_term("oryx")}};
  replayed.stream = &stream;
  Record bare = library.ok("bare", "2", "Title", "cherries and plums");
  bare.stream = nullptr;
  commit(store, {replayed, bare});
  CHECK(ids(store.search("apples", 10)).empty());
  CHECK(ids(store.search("\"zebu oryx\"", 10)) == Ids{"replayed"});
  CHECK(ids(store.search("\"oryx zebu\"", 10)).empty());
  CHECK(state(store, "replayed").tokens == 2);
  CHECK(ids(store.search("\"cherries and plums\"", 10)) == Ids{"bare"});
  CHECK(state(store, "bare").tokens == 3);
}

TEST_CASE("a document that fails later leaves the index, and comes back when it is well again") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  commit(store, {library.ok("a", "1", "Title", "apples")});
  commit(store, {library.failed("a", "unreadable")});
  CHECK(ids(store.search("apples", 10)).empty());
  CHECK(store.count(Status::ok) == 0U);
  check_sound(store);
  commit(store, {library.ok("a", "1", "Title", "apples")});
  CHECK(ids(store.search("apples", 10)) == Ids{"a"});
  CHECK(store.count(Status::failed) == 0U);
  CHECK(state(store, "a").times_processed == 3);
  check_sound(store);
}

TEST_CASE("within a batch the later record of an id wins") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  commit(store, {library.ok("a", "1", "One", "apples"), library.ok("b", "2", "Two", "pears"),
                 library.ok("a", "3", "Three", "cherries"), library.ok("b", "2", "Two", "pears"),
                 library.failed("c", "empty"), library.ok("c", "4", "Four", "plums")});
  CHECK(ids(store.search("apples", 10)).empty());
  CHECK(ids(store.search("cherries", 10)) == Ids{"a"});
  CHECK(ids(store.search("pears", 10)) == Ids{"b"});
  CHECK(state(store, "b").times_processed == 2);
  CHECK(store.count(Status::ok) == 3U);
  check_sound(store);
}

TEST_CASE("ids and texts are bytes: quotes, NULs and broken UTF-8 come back unharmed") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  const std::string odd = "it's \"a\"\0\xff; DROP TABLE documents"s;
  commit(store, {library.ok(odd, "1", odd, "apples"), library.ok("", "", "", "nameless pears")});
  CHECK(state(store, odd).title == odd);
  CHECK(state(store, "").tokens == 2);
  commit(store, {library.ok("", "", "", "nameless plums")});  // no key: always taken as new
  CHECK(ids(store.search("plums", 10)) == Ids{""});
  CHECK(ids(store.search("pears", 10)).empty());
}

TEST_CASE("what was committed is there after opening again, in either journal mode") {
  TestFolder folder;
  Library library;
  for (const Journal journal : {Journal::write_ahead, Journal::rollback, Journal::write_ahead}) {
    Store store = opened(folder, journal);
    const auto before = *store.count(Status::ok);
    const std::string id = "document " + std::to_string(before);
    commit(store, {library.ok(id, id, "Title", "apples and pears")});
    CHECK(store.count(Status::ok) == before + 1);
    CHECK(store.search("apples", 10)->size() == before + 1);
    check_sound(store);
  }
}

TEST_CASE("many batches, many updates: state and index agree") {
  TestFolder folder;
  Library library;
  Store store = opened(folder);
  for (int round = 0; round < 40; ++round) {
    std::vector<Record> batch;
    for (int i = 0; i < 25; ++i) {
      const std::string id = std::to_string((round * 7 + i * 3) % 100);
      const std::string word = "word" + std::to_string(round);
      batch.push_back(i % 6 == 5 ? library.failed(id, "empty")
                                 : library.ok(id, word, "Title", "common words and " + word));
    }
    commit(store, batch);
  }
  CHECK(*store.count(Status::ok) + *store.count(Status::failed) == 100);
  CHECK(store.search("common", 1'000)->size() == *store.count(Status::ok));
  check_sound(store);
}

TEST_CASE("with updates as they happen, what was begun and not committed is known") {
  const TestFolder folder;
  Library library;
  auto store = Store::open(folder.file(), {.updates = engine::documents::store::Updates::each});
  REQUIRE(store);
  REQUIRE(store->begin("a"));
  REQUIRE(store->begin("b"));
  REQUIRE(store->begin("b"));  // again, as after a crash
  CHECK(store->under_way().value() == std::vector<std::string>{"a", "b"});
  REQUIRE(store->commit(std::vector<Record>{library.ok("a", "1", "Title", "some words")}));
  CHECK(store->under_way().value() == std::vector<std::string>{"b"});
  REQUIRE(store->commit(std::vector<Record>{library.failed("b", "empty")}));
  CHECK(store->under_way().value().empty());
  CHECK(store->check());
}

TEST_CASE("gathered updates leave no trace of what was begun") {
  const TestFolder folder;
  auto store = Store::open(folder.file(), {.updates = engine::documents::store::Updates::gathered});
  REQUIRE(store);
  REQUIRE(store->begin("a"));
  CHECK(store->under_way().value().empty());
}

TEST_CASE("a connection for each batch leaves the same database, in either journal mode") {
  for (const Journal journal : {Journal::rollback, Journal::write_ahead}) {
    const TestFolder folder;
    Library library;
    auto store = Store::open(
        folder.file(),
        {.journal = journal, .connections = engine::documents::store::Connections::per_batch});
    REQUIRE(store);
    for (int i = 0; i < 20; ++i) {
      store->begin_batch();
      const std::string id = std::to_string(i % 15);
      REQUIRE(store->commit(std::vector<Record>{
          library.ok(id, std::to_string(i), "Title", "words of number " + id)}));
    }
    CHECK(store->count(engine::documents::store::Status::ok).value() == 15);
    CHECK(ids(store->search("number", 20)).size() == 15);
    CHECK(store->check());
  }
}

}  // namespace store_test
