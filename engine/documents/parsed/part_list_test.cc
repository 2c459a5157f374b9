#include "engine/documents/parsed/part_list.h"

#include <doctest/doctest.h>

#include "engine/documents/parsed/budget.h"
#include "engine/documents/parsed/described.h"

namespace part_list_test {

using engine::Expected;
using engine::Reason;
using engine::documents::parsed::Block;
using engine::documents::parsed::BlockWriter;
using engine::documents::parsed::Budget;
using engine::documents::parsed::Part;
using engine::documents::parsed::PartList;

namespace {

void write(BlockWriter& writer, std::string_view text) {
  writer.add(Block::Kind::paragraph, 0, text);
  writer.end_block();
}

}  // namespace

TEST_CASE("parts have the text that they added, and failed ones leave none behind") {
  BlockWriter writer;
  Budget budget;
  PartList parts(budget);
  const auto add = [&](std::string name, std::string_view text, const char* error) {
    return parts.add(std::move(name), writer, [&]() -> Expected<void> {
      write(writer, text);
      write(writer, text);
      writer.add(Block::Kind::paragraph, 0, "open");
      if (error != nullptr) return engine::failure(Reason::malformed, error);
      writer.keep(writer.blocks().size());
      return {};
    });
  };
  REQUIRE(add("bad", "lost", "torn"));
  REQUIRE(add("one", "first", nullptr));
  REQUIRE(add("blank", " ", nullptr));
  REQUIRE(add("worse", "lost", "burnt"));
  REQUIRE(add("two", "second", nullptr));
  CHECK(parts.first_error()->detail == "torn");
  const auto list = parts.take();
  const auto parsed = writer.take();
  CHECK(parsed.text == "first\nfirst\nsecond\nsecond");
  REQUIRE(list.size() == 5);
  CHECK(list[0].fate == Part::Fate::failed);
  CHECK(list[0].problem == "malformed: torn");
  CHECK(list[0].end == 0);
  CHECK(list[1].fate == Part::Fate::extracted);
  CHECK(parsed.text.substr(list[1].begin, list[1].end) == "first\nfirst");
  CHECK(list[2].fate == Part::Fate::empty);
  CHECK(list[2].begin == list[1].end);
  CHECK(list[3].fate == Part::Fate::failed);
  CHECK(list[4].begin == 12);
  CHECK(list[4].end == 25);
  CHECK_FALSE(parts.first_error());
}

TEST_CASE("a budget that is used up ends the document") {
  BlockWriter writer;
  Budget budget;
  PartList parts(budget);
  const auto added = parts.add("a", writer, []() -> Expected<void> {
    return engine::failure(Reason::too_large, "too much");
  });
  REQUIRE_FALSE(added);
  CHECK(added.error().detail == "too much");
  const auto nothing = []() -> Expected<void> { return {}; };
  for (std::size_t i = 0; i < engine::documents::parsed::most_parts; ++i) {
    REQUIRE(parts.add("b", writer, nothing));
  }
  CHECK(parts.add("c", writer, nothing).error().reason == Reason::too_large);
}

}  // namespace part_list_test
