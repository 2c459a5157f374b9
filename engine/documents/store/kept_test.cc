// Contents that are kept, and how documents ended.
#include <doctest/doctest.h>

#include <array>

#include "engine/documents/store/test_library.h"

namespace kept_test {

using engine::Expected;
using engine::documents::content::Recipe;
using engine::documents::store::Ended;
using engine::documents::store::ids;
using engine::documents::store::Kept;
using engine::documents::store::Library;
using engine::documents::store::Record;
using engine::documents::store::Status;
using engine::documents::store::Store;
using engine::documents::store::TestFolder;
using engine::documents::store::ToKeep;

namespace {

constexpr Recipe first{1, 2, 3, 4};
constexpr Recipe other_chunker{1, 22, 3, 4};
constexpr Recipe other_parser{11, 2, 3, 44};

/// A store, and what goes into it.
class Shelf {
 public:
  Shelf() : store(*Store::open(folder.file(), {})) {}

  void put(std::string_view id, std::string_view key, std::string_view kept,
           const Recipe& recipe = first, bool replace = false) {
    const ToKeep keep{.bytes = kept, .make = {}, .replace = replace};
    Record record = library.ok(id, key, "Title", key);
    record.recipe = recipe;
    record.keep = &keep;
    commit(record);
  }
  void commit(const Record& record) {
    const auto committed = store.commit(std::vector<Record>{record});
    REQUIRE_MESSAGE(committed.has_value(), (committed ? "" : committed.error().detail));
    const auto sound = store.check();
    CHECK_MESSAGE(sound.has_value(), (sound ? "" : sound.error().detail));
  }
  /// What is kept under the key; "-" for nothing.
  std::string kept(std::string_view key, std::uint32_t format = 0) {
    const auto found = store.kept(key, format);
    REQUIRE(found);
    return *found ? (*found)->bytes : "-";
  }

  const TestFolder folder;
  Library library;
  Store store;
};

}  // namespace

TEST_CASE("a content is kept once for all documents that have its bytes, and goes with the last") {
  Shelf shelf;
  shelf.put("a", "apples", "kept");
  shelf.put("b", "apples", "not asked for again");
  CHECK(shelf.kept("apples") == "kept");
  CHECK(shelf.kept("apples", 1) == "-");  // as another format
  CHECK(shelf.kept("pears") == "-");
  shelf.put("a", "pears", "others");
  CHECK(shelf.kept("apples") == "kept");  // b's
  shelf.put("b", "pears", "others");
  CHECK(shelf.kept("apples") == "-");
  CHECK(shelf.kept("pears") == "others");
  shelf.commit(shelf.library.failed("a", "malformed"));
  CHECK(shelf.kept("pears") == "others");
  shelf.commit(shelf.library.failed("b", "malformed"));
  CHECK(shelf.kept("pears") == "-");
}

TEST_CASE("a content of an older recipe, or an unsound one, is replaced") {
  Shelf shelf;
  shelf.put("a", "apples", "kept");
  shelf.put("a", "apples", "newer", other_chunker);
  CHECK(shelf.kept("apples") == "newer");
  CHECK((*shelf.store.kept("apples", 0))->recipe == other_chunker);
  shelf.put("a", "apples", "the same recipe", other_chunker);
  CHECK(shelf.kept("apples") == "newer");
  shelf.put("a", "apples", "repaired", other_chunker, true);
  CHECK(shelf.kept("apples") == "repaired");
}

TEST_CASE("a content that is not at hand is made only where none is kept") {
  Shelf shelf;
  int made = 0;
  const ToKeep keep{.bytes = {}, .make = [&] {
                      ++made;
                      return std::string("made");
                    }};
  Record record = shelf.library.ok("a", "apples", "Title", "apples");
  record.keep = &keep;
  shelf.commit(record);
  CHECK(shelf.kept("apples") == "made");
  shelf.commit(record);
  CHECK(made == 1);
  const ToKeep nothing{};
  record.keep = &nothing;
  record.key = "pears";
  shelf.commit(record);
  CHECK(shelf.kept("pears") == "-");
}

TEST_CASE("another chunker changes the chunks and leaves the index alone") {
  Shelf shelf;
  Record record = shelf.library.ok("a", "k", "Title", "apples and pears");
  record.recipe = first;
  shelf.commit(record);
  const std::vector<engine::documents::chunk::Chunk> chunks = {{0, 6}, {7, 10}, {11, 16}};
  record.recipe = other_chunker;
  record.chunks = &chunks;
  engine::documents::parsed::Parsed none;  // nothing for an index
  record.parsed = &none;
  record.stream = nullptr;
  shelf.commit(record);
  CHECK(*shelf.store.chunks("a") == chunks);
  const auto state = shelf.store.find("a");
  CHECK((*state)->chunks == 3);
  CHECK((*state)->times_processed == 2);
  CHECK(ids(shelf.store.search("pears", 5)) == std::vector<std::string>{"a"});
}

TEST_CASE("another parser's text replaces the index entries though the bytes are the same") {
  Shelf shelf;
  Record record = shelf.library.ok("a", "k", "Title", "apples and pears");
  record.recipe = first;
  shelf.commit(record);
  record = shelf.library.ok("a", "k", "Title", "cherries");
  record.recipe = other_parser;
  shelf.commit(record);
  CHECK(ids(shelf.store.search("pears", 5)).empty());
  CHECK(ids(shelf.store.search("cherries", 5)) == std::vector<std::string>{"a"});
}

TEST_CASE("how a document ended comes back as it was committed") {
  Shelf shelf;
  CHECK_FALSE(shelf.store.ended("a")->has_value());
  Record record = shelf.library.ok("a", "k", "Title", "apples");
  record.recipe = first;
  record.stamp = std::string_view("s\0t", 3);
  shelf.commit(record);
  Ended ended = **shelf.store.ended("a");
  CHECK(ended.status == Status::ok);
  CHECK(ended.key == "k");
  CHECK(ended.recipe == first);
  CHECK(ended.stamp == record.stamp);
  CHECK(ended.bytes == 6);

  record.stamp = {};  // who does not know it leaves it
  shelf.commit(record);
  CHECK(shelf.store.ended("a")->value().stamp.size() == 3);
  record.stamp = "new";
  shelf.commit(record);
  CHECK(shelf.store.ended("a")->value().stamp == "new");

  Record failed = shelf.library.failed("a", "crashed");
  failed.may_pass = true;
  const std::string detail(1'000, 'x');
  failed.detail = detail;
  shelf.commit(failed);
  ended = **shelf.store.ended("a");
  CHECK(ended.status == Status::failed);
  CHECK(ended.reason == "crashed");
  CHECK(ended.may_pass);
  CHECK(ended.detail == detail.substr(0, Record::most_detail));
  CHECK(ended.stamp.empty());
}

TEST_CASE("what is forgotten is neither kept nor said to have ended") {
  Shelf shelf;
  shelf.put("a", "apples", "kept");
  shelf.put("b", "apples", "kept");
  shelf.put("c", "pears", "others");
  CHECK(*shelf.store.forget("apples", std::array{0U, 1U}));
  CHECK_FALSE(*shelf.store.forget("apples", std::array{0U, 1U}));
  CHECK(shelf.store.check());
  CHECK(shelf.kept("apples") == "-");
  CHECK(shelf.store.ended("a")->value().recipe == Recipe());
  CHECK(shelf.kept("pears") == "others");
  CHECK(shelf.store.ended("c")->value().recipe == first);
  CHECK(ids(shelf.store.search("apples", 5)).size() == 2);
  shelf.put("a", "apples", "kept anew");
  CHECK(shelf.kept("apples") == "kept anew");
  CHECK(ids(shelf.store.search("apples", 5)).size() == 2);
}

}  // namespace kept_test
