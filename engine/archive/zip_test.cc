#include "engine/archive/zip.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "engine/archive/test_zip.h"

namespace zip_test {

using engine::Reason;
using engine::archive::most_entries;
using engine::archive::TestEntry;
using engine::archive::TestZip;
using engine::archive::Zip;
using engine::archive::zip_of;

namespace {

constexpr std::uint64_t plenty = 1 << 20;

// Made by Python's zipfile and Info-ZIP's zip.
std::string file(const std::string& name) {
  std::ifstream in(std::string(PRONY_SOURCE_DIR) + "/engine/archive/fuzz/" + name,
                   std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  REQUIRE_FALSE(bytes.empty());
  return bytes;
}

/// An entry's bytes, or why there are none.
std::string entry(Zip& zip, std::string_view name) {
  const auto found = zip.find(name);
  if (!found) return "none";
  std::string bytes;
  const auto read = zip.read(*found, bytes);
  return read ? bytes : "error: " + std::string(to_string(read.error().reason));
}

std::string entry(const std::string& bytes, std::string_view name,
                  std::uint64_t most_unpacked = plenty) {
  auto zip = Zip::open(bytes, most_unpacked);
  return zip ? entry(*zip, name) : "not opened: " + std::string(to_string(zip.error().reason));
}

}  // namespace

TEST_CASE("files that other programs made are read") {
  const std::string poem = "Roses are red.\nViolets are blue.\n";
  for (const std::string name : {"python.zip", "info.zip", "zip64.zip", "streamed.zip"}) {
    CAPTURE(name);
    const std::string bytes = file(name);
    CHECK(entry(bytes, "poem.txt") == poem);
    CHECK(entry(bytes, "folder/zeros.bin") == std::string(5'000, '\0'));
    CHECK(entry(bytes, "folder/none.txt") == "none");
    CHECK(entry(bytes, "empty.txt").empty());
  }
}

TEST_CASE("an encrypted entry says so, the others are read") {
  const std::string bytes = file("encrypted.zip");
  CHECK(entry(bytes, "secret.txt") == "error: encrypted");
  CHECK(entry(bytes, "open.txt") == "For everybody.\n");
}

TEST_CASE("no zip file, or one cut off, is malformed") {
  const std::string bytes = file("python.zip");
  CHECK(entry("", "a") == "not opened: malformed");
  CHECK(entry("PK\x03\x04 and nothing of the kind follows here", "a") == "not opened: malformed");
  CHECK(entry(std::string(100'000, 'x'), "a") == "not opened: malformed");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK_FALSE(Zip::open(std::string_view(bytes).substr(0, length), plenty));
  }
}

TEST_CASE("whatever byte is wrong, what is read is right or refused") {
  const std::string bytes = file("python.zip");
  const std::string right = entry(bytes, "poem.txt");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(~damaged[at]);
    auto zip = Zip::open(damaged, plenty);
    if (!zip || !zip->find("poem.txt")) continue;
    const std::string read = entry(*zip, "poem.txt");
    CHECK_UNARY(read == right || read.starts_with("error: "));
  }
}

TEST_CASE("the budget holds for all entries together, whatever their headers say") {
  const std::string zeros(1'000'000, '\0');
  for (const std::int64_t lie : {0, -999'999, 1'000'000'000}) {
    CAPTURE(lie);
    const std::string bytes =
        zip_of({{.name = "a", .bytes = zeros, .deflated = true},
                {.name = "b", .bytes = zeros, .deflated = true},
                {.name = "liar", .bytes = zeros, .deflated = true, .size_lie = lie}});
    CHECK(bytes.size() < 10'000);
    auto zip = Zip::open(bytes, 2'000'000);
    REQUIRE(zip);
    CHECK_UNARY(entry(*zip, "a") == zeros);
    CHECK_UNARY(entry(*zip, "b") == zeros);
    CHECK(entry(*zip, "a") == "error: too large");  // again is anew
    CHECK(entry(bytes, "liar", 999'999) == "error: too large");
    CHECK_UNARY(entry(bytes, "liar") == zeros);
  }
  const std::string five = zip_of({{.name = "a", .bytes = "12345"}});
  auto zip = Zip::open(five, plenty);
  std::string bytes;
  CHECK(zip->read(0, bytes, 5));
  CHECK(zip->read(0, bytes, 4).error().reason == Reason::too_large);
}

TEST_CASE("a bomb is refused without being unpacked") {
  CHECK(entry(file("bomb.zip"), "zeros") == "error: too large");
  const std::string bomb = file("bomb.zip");
  auto zip = Zip::open(bomb, 70'000);
  std::string bytes;
  CHECK_FALSE(zip->read(0, bytes));
  CHECK(bytes.capacity() < 1'000'000);
}

TEST_CASE("entries that lie over one another are read each for itself") {
  const std::string overlap = file("overlap.zip");
  auto zip = Zip::open(overlap, plenty);
  REQUIRE(zip);
  REQUIRE(zip->size() == 50);
  std::uint64_t unpacked = 0;
  bool refused = false;
  for (std::size_t i = 0; i < zip->size() && !refused; ++i) {
    std::string bytes;
    const auto read = zip->read(i, bytes);
    refused = !read && read.error().reason == Reason::too_large;
    if (read) unpacked += bytes.size();
  }
  CHECK(refused);  // 50 times 100,000 bytes out of one
  CHECK(unpacked <= plenty);
}

TEST_CASE("more entries than may be are refused before there is room for them") {
  TestZip many;
  for (std::size_t i = 0; i <= most_entries; ++i)
    many.add({.name = std::to_string(i), .bytes = {}});
  CHECK(entry(many.finish(), "1") == "not opened: too large");
  TestZip few;
  few.add({.name = "1", .bytes = "one"});
  CHECK(entry(few.finish(), "1") == "one");
  CHECK(entry(few.finish(60'000), "1") == "not opened: too large");
  CHECK(entry(few.finish(2), "1") == "not opened: malformed");
  CHECK(entry(file("zip64_liar.zip"), "1") == "not opened: too large");
}

TEST_CASE("names are only names, and the first of several wins") {
  const std::string odd = "\xFF\xFE\x80";
  const std::string bytes = zip_of({{.name = "../../etc/passwd", .bytes = "a"},
                                    {.name = "/absolute", .bytes = "b"},
                                    {.name = odd, .bytes = "c"},
                                    {.name = "", .bytes = "d"},
                                    {.name = "twice", .bytes = "first"},
                                    {.name = "twice", .bytes = "second"},
                                    {.name = "folder/", .bytes = ""}});
  CHECK(entry(bytes, "../../etc/passwd") == "a");
  CHECK(entry(bytes, "/absolute") == "b");
  CHECK(entry(bytes, odd) == "c");
  CHECK(entry(bytes, "") == "d");
  CHECK(entry(bytes, "twice") == "first");
  CHECK(entry(bytes, "folder/").empty());
  auto zip = Zip::open(bytes, plenty);
  CHECK(zip->size() == 7);
  CHECK(zip->name(5) == "twice");
}

TEST_CASE("other methods than deflate are refused by their number") {
  const std::string bytes = file("bzip2.zip");
  auto zip = Zip::open(bytes, plenty);
  std::string out;
  const auto read = zip->read(0, out);
  REQUIRE_FALSE(read);
  CHECK(read.error().detail.find("method 12") != std::string::npos);
}

}  // namespace zip_test
