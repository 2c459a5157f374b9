#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "engine/documents/store/store.h"
#include "engine/documents/store/test_library.h"

namespace store_threads_test {

using namespace engine::documents::store;

namespace {

constexpr int writers = 2;
constexpr int readers = 5;  // more than there are connections for them
constexpr int batches = 12;

void write_batches(Store& store, int writer, std::atomic<int>& errors) {
  Library library;
  for (int i = 0; i < batches; ++i) {
    const std::string name = std::to_string(writer) + "/" + std::to_string(i);
    const std::vector batch{library.ok("a" + name, name, "Title", "apples and pears"),
                            library.ok("b" + name, name, "Title", "apples and plums"),
                            library.failed("c" + name, "empty")};
    if (!store.commit(batch)) ++errors;
  }
}

// A batch is seen whole or not at all.
void read_until(const Store& store, const std::atomic<bool>& done, std::atomic<int>& errors) {
  bool last = false;
  while (!last) {
    last = done;
    const auto ok = store.count(Status::ok);
    const auto hits = store.search("apples", 1'000);
    const auto found = store.find("a0/0");
    if (!ok || !hits || !found || *ok % 2 != 0 || hits->size() < *ok) ++errors;
  }
}

}  // namespace

TEST_CASE("writers and readers work at the same time, in either journal mode") {
  for (const Journal journal : {Journal::write_ahead, Journal::rollback}) {
    TestFolder folder;
    auto store = Store::open(folder.file(), {.journal = journal, .max_bytes = {}});
    REQUIRE(store.has_value());
    std::atomic<int> errors{0};
    std::atomic<bool> done{false};
    {
      std::vector<std::jthread> reading;
      for (int i = 0; i < readers; ++i) {
        reading.emplace_back([&] { read_until(*store, done, errors); });
      }
      {
        std::vector<std::jthread> writing;
        for (int i = 0; i < writers; ++i) {
          writing.emplace_back([&, i] { write_batches(*store, i, errors); });
        }
      }
      done = true;
    }
    CHECK(errors == 0);
    CHECK(store->count(Status::ok) == std::uint64_t{2 * writers * batches});
    CHECK(store->count(Status::failed) == std::uint64_t{writers * batches});
    CHECK(store->search("apples", 1'000)->size() == 2 * writers * batches);
    CHECK(store->check().has_value());
  }
}

}  // namespace store_threads_test
