#include "scenarios/general/asked_items.h"

#include <doctest/doctest.h>

namespace asked_items_test {

using scenarios::asked_items;
using scenarios::AskedItems;

namespace {

harness::scenario::ItemSet three() {
  return {.folder = {}, .count = 3, .name = [](std::uint64_t item) {
            return std::string(1, static_cast<char>('a' + item)) + ".txt";
          }};
}

}  // namespace

TEST_CASE("a name that an item has is that item, without a warning") {
  const AskedItems asked = asked_items(
      {.items = {0, 1, 0}, .names = {"c.txt", "a.txt"}, .population = 2}, three(), "documents");
  REQUIRE(asked.items != nullptr);
  CHECK(*asked.items == std::vector<std::uint64_t>{2, 0, 2});
  CHECK(asked.warnings.empty());
}

TEST_CASE("other names stand for items by their number, and it is said") {
  const AskedItems asked = asked_items(
      {.items = {0, 1, 2, 3, 4}, .names = {"w", "x", "y", "z", "b.txt"}, .population = 5}, three(),
      "documents");
  REQUIRE(asked.items != nullptr);
  CHECK(*asked.items == std::vector<std::uint64_t>{0, 1, 2, 0, 1});
  REQUIRE(asked.warnings.size() == 1);
  CHECK(asked.warnings[0].find("of the trace's 5 items 4 have no name of the documents") !=
        std::string::npos);
  CHECK(asked.warnings[0].find("modulo their 3") != std::string::npos);
}

TEST_CASE("items that are but numbers need no warning") {
  harness::scenario::ItemSet numbers = three();
  numbers.name = {};
  const AskedItems asked =
      asked_items({.items = {0, 1}, .names = {"7", "9"}, .population = 2}, numbers, "keys");
  CHECK(*asked.items == std::vector<std::uint64_t>{0, 1});
  CHECK(asked.warnings.empty());
}

}  // namespace asked_items_test
