#include <doctest/doctest.h>

#include "engine/documents/store/store.h"
#include "engine/documents/store/test_library.h"

namespace quarantine_test {

using namespace engine::documents::store;

namespace {

SetAside poison(const std::string& name) {
  return {.id = name + ".pdf",
          .path = "/docs/" + name + ".pdf",
          .key = "key of " + name,
          .reason = "crashed",
          .detail = "killed by signal 11",
          .attempts = 3};
}

Record record_of(const SetAside& aside) {
  return {.id = aside.id,
          .key = aside.key,
          .status = Status::failed,
          .reason = aside.reason,
          .set_aside = &aside};
}

}  // namespace

TEST_CASE("what is set aside is listed, the latest first, until it is let back") {
  const TestFolder folder;
  const SetAside one = poison("one"), other = poison("other");
  {
    auto store = Store::open(folder.file(), {});
    REQUIRE(store);
    CHECK(store->quarantined(10)->empty());
    REQUIRE(store->commit(std::vector{record_of(one), record_of(other)}));
  }
  auto store = Store::open(folder.file(), {});
  REQUIRE(store);
  CHECK(*store->quarantined(10) == std::vector{other, one});
  CHECK(*store->quarantined(1) == std::vector{other});
  REQUIRE(store->let_back(std::vector{other.key, std::string("of nobody")}));
  CHECK(*store->quarantined(10) == std::vector{one});
  CHECK(store->find(other.id).value()->status == Status::failed);
  CHECK(store->check());
}

TEST_CASE("bytes that are set aside under another name are listed once") {
  const TestFolder folder;
  auto store = Store::open(folder.file(), {});
  REQUIRE(store);
  const SetAside one = poison("one");
  SetAside copy = one;
  copy.id = "copy.pdf";
  REQUIRE(store->commit(std::vector{record_of(one)}));
  REQUIRE(store->commit(std::vector{record_of(copy)}));
  CHECK(*store->quarantined(10) == std::vector{copy});
}

}  // namespace quarantine_test
