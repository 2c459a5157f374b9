// What is replaced leaves nothing behind in the index.
#include "engine/documents/store/index_writer.h"

#include <doctest/doctest.h>

#include "engine/documents/store/test_library.h"

namespace index_writer_test {

using engine::documents::store::Record;
using engine::documents::store::Store;
using engine::documents::store::TestFolder;

namespace {

using Records = std::vector<Record>;

/// The same documents in a database of their own.
class Shelf {
 public:
  Shelf() : store_(*Store::open(folder_.file(), {})) {}

  void commit(const Records& records) {
    const auto committed = store_.commit(records);
    REQUIRE_MESSAGE(committed.has_value(), (committed ? "" : committed.error().detail));
  }
  Store& store() { return store_; }
  std::uintmax_t bytes() const { return std::filesystem::file_size(folder_.file()); }

 private:
  TestFolder folder_;
  Store store_;
};

/// One hit after the other with its score, which depends on all that is in the index.
void check_same_answers(Shelf& one, Shelf& other, const std::vector<std::string>& queries) {
  for (const std::string& query : queries) {
    CAPTURE(query);
    const auto left = one.store().search(query, 100);
    const auto right = other.store().search(query, 100);
    REQUIRE(left);
    REQUIRE(right);
    CHECK(ids(left) == ids(right));
    for (std::size_t i = 0; i < std::min(left->size(), right->size()); ++i) {
      CHECK((*left)[i].score == doctest::Approx((*right)[i].score).epsilon(1e-12));
    }
  }
  for (Shelf* shelf : {&one, &other}) {
    const auto sound = shelf->store().check();
    CHECK_MESSAGE(sound.has_value(), (sound ? "" : sound.error().detail));
  }
}

}  // namespace

TEST_CASE("after replacements the index answers as one that never knew the old contents") {
  engine::documents::store::Library library;
  const Records last{library.ok("a", "1", "Whales and ships", "call me ishmael"),
                     library.ok("b", "2", "", "whales, whales and more whales; a ship"),
                     library.ok("c", "3", "A title much longer than all of its text", "ships"),
                     library.ok("d", "4", "Whales", "")};
  Shelf fresh;
  fresh.commit(last);
  Shelf used;
  used.commit({library.ok("a", "o1", "Old", "whales here, whales there, and a long old text"),
               library.ok("b", "o2", "Ships of old whales", ""),
               library.ok("c", "o3", "", "ships ships ships"), library.failed("d", "empty")});
  used.commit(
      {library.failed("a", "gone"), library.ok("d", "o4", "whales", "whales on the whole")});
  used.commit({library.ok("c", "o5", "whales once more, in a title of many words", "whales"),
               library.ok("c", "o6", "and again in the same batch", "whales")});
  used.commit(last);
  check_same_answers(used, fresh, {"whales", "ship", "whales AND ships", "title", "call OR text"});
  CHECK(used.store().search("old", 10)->empty());
}

TEST_CASE("a large text, tokenised in windows, is forgotten whole") {
  engine::documents::store::Library library;
  std::string large;
  for (int i = 0; i < 40'000; ++i) large += "word" + std::to_string(i % 5'000) + " ";
  Record old = library.ok("a", "1", "Large", large);
  old.stream = nullptr;
  const Record last = library.ok("a", "2", "Small", "word7 stays");
  const Record other = library.ok("b", "3", "Other", "word7 and word8");
  Shelf used;
  used.commit({old, other});
  CHECK(used.store().search("word4999", 10)->size() == 1);
  used.commit({last});
  Shelf fresh;
  fresh.commit({other});
  fresh.commit({last});
  check_same_answers(used, fresh, {"word7", "word8", "word4999", "stays"});
}

TEST_CASE("however often documents are replaced, the index does not grow with it") {
  engine::documents::store::Library library;
  Shelf shelf;
  const auto commit_all = [&](int round) {
    Records all;
    for (int i = 0; i < 40; ++i) {
      std::string text = "common";
      for (int k = 0; k < 60; ++k) text += " w" + std::to_string((i * 7 + k * 13 + round) % 900);
      all.push_back(library.ok(std::to_string(i), std::to_string(round * 40 + i), "Title", text));
    }
    shelf.commit(all);
  };
  for (int round = 0; round < 20; ++round) commit_all(round);
  const auto bytes = shelf.bytes();
  for (int round = 20; round < 120; ++round) commit_all(round);
  CHECK(shelf.bytes() < 2 * bytes);
  CHECK(shelf.store().search("common", 1'000)->size() == 40);
  CHECK(shelf.store().check().has_value());
}

}  // namespace index_writer_test
