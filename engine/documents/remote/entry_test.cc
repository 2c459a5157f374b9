#include "engine/documents/remote/entry.h"

#include <doctest/doctest.h>

#include "engine/documents/codec/codec.h"

namespace entry_test {

using engine::documents::codec::Format;
using engine::documents::content::Content;
using engine::documents::remote::read_entry;
using engine::documents::remote::write_entry;
using namespace std::chrono_literals;

namespace {

Content small_content() {
  Content content;
  content.parsed.text = "High tide.";
  content.parsed.blocks = {{engine::documents::parsed::Block::Kind::paragraph, 0, 0, 10}};
  return content;
}

}  // namespace

TEST_CASE("an entry is its cost and its content") {
  for (const Format format : {Format::json, Format::msgpack}) {
    const std::string bytes = write_entry(format, small_content(), 0x0102030405ns);
    CHECK(bytes == std::string("\5\4\3\2\1\0\0\0", 8) +
                       engine::documents::codec::encode(format, small_content()));
    const auto entry = read_entry(format, bytes);
    REQUIRE(entry);
    CHECK(entry->cost == 0x0102030405ns);
    CHECK(entry->content.parsed.text == "High tide.");
  }
}

TEST_CASE("costs that no clock measured are bounded when written and refused when read") {
  const auto cost_of = [](std::chrono::nanoseconds cost) {
    return read_entry(Format::json, write_entry(Format::json, small_content(), cost))->cost;
  };
  CHECK(cost_of(-5ns) == 0ns);
  CHECK(cost_of(48h) == 1h);
  std::string bytes = write_entry(Format::json, small_content(), 1h);
  CHECK(read_entry(Format::json, bytes));
  bytes[7] = '\x80';
  CHECK_FALSE(read_entry(Format::json, bytes));
}

TEST_CASE("another format, or a part of an entry, is none") {
  const std::string bytes = write_entry(Format::json, small_content(), 1ms);
  CHECK_FALSE(read_entry(Format::msgpack, bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(read_entry(Format::json, std::string_view(bytes).substr(0, size)));
  }
}

}  // namespace entry_test
