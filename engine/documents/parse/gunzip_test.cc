#include "engine/documents/parse/gunzip.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

namespace gunzip_test {

using engine::Reason;
using engine::documents::parse::gunzip;
using engine::documents::parse::Gunzip;
using engine::documents::parse::gunzip_head;
using engine::documents::parse::is_gzip;

namespace {

constexpr std::uint64_t plenty = 1 << 20;

// Made by gzip and by Python's gzip.
std::string file(const std::string& name) {
  std::ifstream in(std::string(PRONY_SOURCE_DIR) + "/engine/documents/parse/fuzz/gunzip/" + name,
                   std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}

std::string unpacked(const std::string& bytes, std::uint64_t most = plenty) {
  const auto out = gunzip(bytes, most);
  return out ? *out : "error: " + std::string(to_string(out.error().reason));
}

const std::string poem = "Roses are red.\nViolets are blue.\n";

}  // namespace

TEST_CASE("what gzip packed is unpacked, all members of it") {
  CHECK(unpacked(file("poem.gz")) == poem);
  CHECK(unpacked(file("two_members.gz")) == poem + poem);
  CHECK(unpacked(file("named.gz")) == poem);
  CHECK(unpacked(file("nothing.gz")).empty());
  CHECK(unpacked(file("poem.gz") + std::string(1'000, '\0')) == poem);
  CHECK(is_gzip(file("poem.gz")));
  CHECK_FALSE(is_gzip("\x1F\x8B"));
  CHECK_FALSE(is_gzip(poem));
}

TEST_CASE("what is damaged, cut off or followed by something else is malformed") {
  const std::string bytes = file("two_members.gz");
  const std::size_t first = file("poem.gz").size();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    const std::string result = unpacked(bytes.substr(0, length));
    CHECK(result == (length == first ? poem : "error: malformed"));
  }
  CHECK(unpacked(file("poem.gz") + "rubbish") == "error: malformed");
  CHECK(unpacked(file("poem.gz") + std::string(3, '\0') + "x") == "error: malformed");
  CHECK(unpacked(file("poem.gz") + std::string(1, '\0') + file("poem.gz")) == "error: malformed");
  CHECK(unpacked(poem) == "error: malformed");
  std::string wrong_sum = file("poem.gz");
  wrong_sum[wrong_sum.size() - 8] ^= 1;
  CHECK(unpacked(wrong_sum) == "error: malformed");
}

TEST_CASE("the budget is the last byte that may come") {
  CHECK(unpacked(file("poem.gz"), poem.size()) == poem);
  CHECK(unpacked(file("poem.gz"), poem.size() - 1) == "error: too large");
  CHECK(unpacked(file("two_members.gz"), 2 * poem.size() - 1) == "error: too large");
  CHECK(unpacked(file("bomb.gz"), plenty) == "error: too large");
  CHECK(unpacked(file("bomb.gz"), 2'000'000) == std::string(2'000'000, '\0'));
}

TEST_CASE("pieces of any size come to the same") {
  const std::string bytes = file("two_members.gz") + std::string(5, '\0');
  for (const std::size_t size : {1, 2, 3, 7, 50}) {
    Gunzip gunzip(plenty);
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      REQUIRE(gunzip.add(std::string_view(bytes).substr(at, size)));
    }
    CHECK(gunzip.finish().value() == poem + poem);
  }
}

TEST_CASE("the head is what can be had") {
  CHECK(gunzip_head(file("poem.gz"), 1'000) == poem);
  CHECK(gunzip_head(file("poem.gz"), 5) == "Roses");
  CHECK(gunzip_head(file("bomb.gz"), 100) == std::string(100, '\0'));
  CHECK(gunzip_head("no gzip", 100).empty());
  CHECK(gunzip_head("", 100).empty());
  const std::string cut = file("poem.gz").substr(0, 30);
  CHECK(poem.starts_with(gunzip_head(cut, 1'000)));
  CHECK_FALSE(gunzip_head(cut, 1'000).empty());
}

}  // namespace gunzip_test
