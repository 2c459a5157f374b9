#include "engine/documents/store/packed/chunk_offsets.h"

#include <doctest/doctest.h>

namespace chunk_offsets_test {

using engine::documents::chunk::Chunk;
using engine::documents::store::packed::pack;
using engine::documents::store::packed::unpack;

namespace {

bool same(const std::vector<Chunk>& left, const std::vector<Chunk>& right) {
  return std::equal(
      left.begin(), left.end(), right.begin(), right.end(),
      [](const Chunk& a, const Chunk& b) { return a.begin == b.begin && a.end == b.end; });
}

}  // namespace

TEST_CASE("chunks come out as they went in") {
  for (const std::vector<Chunk>& chunks : {std::vector<Chunk>{},
                                           {{0, 0}},
                                           {{0, 2'000}, {1'800, 3'800}, {3'600, 70'000}},
                                           {{0, 1}, {0, 1}},
                                           {{UINT32_MAX, UINT32_MAX}},
                                           {{0, UINT32_MAX}, {5, UINT32_MAX}}}) {
    const auto unpacked = unpack(pack(chunks));
    REQUIRE(unpacked.has_value());
    CHECK(same(*unpacked, chunks));
  }
}

TEST_CASE("an ordinary chunk takes four bytes: 300 is AC 02 in LEB128") {
  CHECK(pack({{300, 600}}) == "\xac\x02\xac\x02");
  CHECK(pack({{300, 600}, {301, 428}}) == "\xac\x02\xac\x02\x01\x7f");
}

TEST_CASE("bytes that nobody packed are refused") {
  CHECK_FALSE(unpack("\x01").has_value());
  CHECK_FALSE(unpack("\x80\x80").has_value());
  CHECK_FALSE(unpack("\x01\xff\xff\xff\xff\xff\xff").has_value());
  CHECK_FALSE(unpack("\xff\xff\xff\xff\x1f\x01").has_value());
  CHECK_FALSE(unpack("\x01\xff\xff\xff\xff\x0f").has_value());  // begins at 1, ends past 32 bits
}

}  // namespace chunk_offsets_test
