#include "engine/documents/items/in_flight.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <thread>

#include "engine/documents/items/test_folder.h"

namespace in_flight_test {

using namespace engine::documents::items;
using namespace std::chrono_literals;
using engine::key::Hash;

namespace {

/// A table, and what a submission to it comes to.
class Table {
 public:
  explicit Table(std::size_t max_joined = 100, bool queue_waits = false)
      : flights_(Hash::xxh3, max_joined, queue_waits) {}

  InFlight& operator*() { return flights_; }
  InFlight* operator->() { return &flights_; }

  /// Null: it has joined.
  std::shared_ptr<Flight> submit(Document document) {
    Done done = [](const Result&) {};
    return flights_.join_or_begin(document, done, {});
  }
  /// The same, and its document is in the queue.
  std::shared_ptr<Flight> queue(const Document& document) {
    auto flight = submit(document);
    if (flight) flights_.settle(*flight, true);
    return flight;
  }
  void read(const std::shared_ptr<Flight>& flight, Document document) {
    Item item;
    item.flight = flight;
    item.document = std::move(document);
    if (item.document.bytes) item.document.bytes->clear();
    flights_.begin_reading(item);
    if (!item.document.bytes) return;
    item.key = engine::key::digest(Hash::xxh3, *item.document.bytes);
    flights_.learn_key(item);
  }

 private:
  InFlight flights_;
};

Document inline_document(const std::string& bytes) {
  return {.id = "a.txt", .path = {}, .bytes = bytes};
}

Document file(const std::filesystem::path& path) {
  return {.id = "a.txt", .path = path, .bytes = {}};
}

}  // namespace

TEST_CASE("a document in the queue is joined, until its flight has ended") {
  Table table;
  const auto flight = table.queue(file("some/file"));
  REQUIRE(flight);
  CHECK_FALSE(table.queue(file("some/file")));
  CHECK_FALSE(table.queue(file("some/file")));
  CHECK(table->joined() == 2);
  CHECK(table->end(*flight).size() == 2);
  const auto next = table.queue(file("some/file"));
  REQUIRE(next);
  CHECK(table->end(*next).empty());
}

TEST_CASE("other documents, places and bytes have their own flights") {
  Table table;
  REQUIRE(table.queue(inline_document("one")));
  CHECK_FALSE(table.queue(inline_document("one")));
  CHECK(table.queue({.id = "b.txt", .path = {}, .bytes = "one"}));
  CHECK(table.queue(inline_document("two")));
  CHECK(table.queue(file("some/file")));
  CHECK(table.queue(file("other/file")));
}

TEST_CASE("the last one wins: no submission joins past one with another content") {
  Table table;
  const auto first = table.queue(inline_document("one"));
  const auto second = table.queue(inline_document("two"));
  REQUIRE(second);
  CHECK(table.queue(inline_document("one")));
  CHECK(table->end(*first).empty());
  CHECK(table->end(*second).empty());
}

TEST_CASE("what is being worked on is joined when the bytes are the same") {
  Table table;
  const auto flight = table.queue(inline_document("one"));
  table.read(flight, inline_document("one"));
  CHECK_FALSE(table.queue(inline_document("one")));
  CHECK(table.queue(inline_document("eno")));
}

TEST_CASE("a document gets its bytes back when it is read") {
  Table table;
  Item item;
  item.document = inline_document("the bytes");
  Done done = [](const Result&) {};
  item.flight = table->join_or_begin(item.document, done, {});
  REQUIRE(item.document.bytes);
  for (int i = 0; i < 2; ++i) {
    table->begin_reading(item);
    CHECK(item.document.bytes == "the bytes");
  }
}

TEST_CASE("a file that is being worked on is joined while its stamp is the same, and old enough") {
  const TestFolder folder;
  const auto path = folder.write("a.txt", "one");
  Table table;
  SUBCASE("fresh: another change could hide in the same tick") {
    table.read(table.queue(file(path)), file(path));
    CHECK(table.queue(file(path)));
  }
  SUBCASE("a time in the future is no better") {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() + 24h);
    table.read(table.queue(file(path)), file(path));
    CHECK(table.queue(file(path)));
  }
  SUBCASE("old") {
    // Nobody can set a file's time of change back: a file of the source tree has an old one.
    const auto old =
        std::filesystem::path(PRONY_SOURCE_DIR) / "engine/documents/items/in_flight_test.cc";
    std::filesystem::create_symlink(old, folder / "link");
    const auto flight = table.queue(file(folder / "link"));
    table.read(flight, file(folder / "link"));
    CHECK_FALSE(table.queue(file(folder / "link")));
    std::filesystem::remove(folder / "link");
    std::filesystem::create_symlink(path, folder / "link");
    CHECK(table.queue(file(folder / "link")));
  }
  SUBCASE("gone") {
    table.read(table.queue(file(folder / "missing")), file(folder / "missing"));
    CHECK(table.queue(file(folder / "missing")));
  }
}

TEST_CASE("one that is not in the queue yet is joined only if it is sure to get there") {
  for (const bool queue_waits : {false, true}) {
    Table table(100, queue_waits);
    const auto flight = table.submit(inline_document("one"));
    REQUIRE(flight);
    const bool joins = table.submit(inline_document("one")) == nullptr;
    CHECK(joins == queue_waits);
  }
}

TEST_CASE("one that was shed is not joined") {
  Table table;
  const auto flight = table.submit(inline_document("one"));
  table->settle(*flight, false);
  CHECK(table.queue(inline_document("one")));
  CHECK(table->end(*flight).empty());
}

TEST_CASE("where two submissions overlap, nobody can say which is the last, and none is joined") {
  Table table(100, true);
  const auto one = table.submit(inline_document("one"));
  const auto two = table.submit(inline_document("two"));
  table->settle(*two, true);
  const auto third = table.submit(inline_document("two"));
  REQUIRE(third);  // `one` may still come behind it
  table->settle(*one, true);
  table->settle(*third, true);
  for (const auto& flight : {one, two, third}) CHECK(table->end(*flight).empty());
  const auto fourth = table.queue(inline_document("two"));
  REQUIRE(fourth);
  CHECK_FALSE(table.queue(inline_document("two")));
}

TEST_CASE("a flight may end before it is known to be in the queue") {
  Table table;
  for (int i = 0; i < 3; ++i) {
    const auto flight = table.submit(inline_document("one"));
    REQUIRE(flight);
    CHECK(table->end(*flight).empty());
    table->settle(*flight, true);
  }
}

TEST_CASE("no more wait for others than may") {
  Table table(2);
  const auto flight = table.queue(inline_document("one"));
  CHECK_FALSE(table.queue(inline_document("one")));
  CHECK_FALSE(table.queue(inline_document("one")));
  const auto own = table.queue(inline_document("one"));
  REQUIRE(own);
  CHECK(table->end(*flight).size() == 2);
  CHECK_FALSE(table.queue(inline_document("one")));  // there is room again
}

}  // namespace in_flight_test
