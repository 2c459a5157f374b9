// What is refused before a library sees it, each by its own words.
#include "engine/inference/gguf/check.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "engine/inference/gguf/format.h"
#include "engine/inference/gguf/header_writer.h"
#include "engine/inference/gguf/plan.h"

namespace engine::inference::gguf::check_test {
namespace {

/// A header of one tensor of 4 x 2 floats, each part of which a test can spoil.
struct Made {
  std::uint32_t version = 3;
  std::uint64_t tensors = 1, entries = 1;
  std::string key = "general.architecture";
  std::uint32_t dimensions = 2;
  std::uint64_t width = 4, height = 2;
  std::uint32_t type = tensor_float32;
  std::uint64_t offset = 0;
  std::size_t data_bytes = 32;

  std::string bytes() const {
    HeaderWriter header;
    for (const char letter : magic) header.number(letter);
    header.number(version);
    header.number(tensors);
    header.number(entries);
    header.entry(key, "llama");
    header.text("weights");
    header.number(dimensions);
    header.number(width);
    header.number(height);
    header.number(type);
    header.number(offset);
    header.pad();
    return header.bytes() + std::string(data_bytes, 'x');
  }
};

Expected<FileFacts> check_bytes(const std::string& bytes) {
  std::istringstream input(bytes);
  return check(input, bytes.size());
}

Reason reason_of(const Made& made) {
  const auto facts = check_bytes(made.bytes());
  REQUIRE_FALSE(facts.has_value());
  return facts.error().reason;
}

}  // namespace

TEST_CASE("what is right is told of") {
  const auto facts = check_bytes(Made().bytes());
  REQUIRE(facts.has_value());
  CHECK(facts->architecture == "llama");
  CHECK(facts->tensors == 1);
  CHECK(facts->parameters == 8);
  CHECK(facts->tensor_bytes == 32);
}

TEST_CASE("what Prony writes is right, and without its last byte it is not") {
  const Plan plan = plan_of(shapes().front(), 1);
  std::string bytes = plan.header;
  bytes.resize(plan.file_bytes);
  const auto facts = check_bytes(bytes);
  REQUIRE(facts.has_value());
  CHECK(facts->parameters == shapes().front().parameters());
  CHECK(facts->name == "prony-1m-seed1");
  const std::uint64_t last = plan.tensors.back().values() * sizeof(float);
  const std::uint64_t end = plan.header.size() + plan.tensors.back().offset + last;
  bytes.resize(end);
  CHECK(check_bytes(bytes).has_value());
  bytes.resize(end - 1);
  CHECK_FALSE(check_bytes(bytes).has_value());
}

TEST_CASE("a header that is cut off anywhere is refused") {
  const std::string whole = Made().bytes();
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    CAPTURE(bytes);
    CHECK_FALSE(check_bytes(whole.substr(0, bytes)).has_value());
  }
}

TEST_CASE("other formats, versions and types are unsupported") {
  const auto text = check_bytes("<html>not a model</html>");
  REQUIRE_FALSE(text.has_value());
  CHECK(text.error().reason == Reason::unsupported_format);
  CHECK(text.error().detail == "it is not GGUF");
  CHECK(reason_of({.version = 1}) == Reason::unsupported_format);
  CHECK(reason_of({.version = 0x03000000}) == Reason::unsupported_format);  // big-endian
  CHECK(reason_of({.type = 4}) == Reason::unsupported_format);
  CHECK(reason_of({.type = 1000}) == Reason::unsupported_format);
}

TEST_CASE("counts, sizes and places beyond the file are malformed") {
  constexpr std::uint64_t huge = std::uint64_t{1} << 62;
  CHECK(reason_of({.tensors = huge}) == Reason::malformed);
  CHECK(reason_of({.entries = ~std::uint64_t{0}}) == Reason::malformed);
  CHECK(reason_of({.key = "general.name"}) == Reason::malformed);
  CHECK(reason_of({.dimensions = 5}) == Reason::malformed);
  CHECK(reason_of({.width = huge, .height = 8}) == Reason::malformed);
  CHECK(reason_of({.width = 0}) == Reason::malformed);
  CHECK(reason_of({.height = ~std::uint64_t{0}}) == Reason::malformed);
  CHECK(reason_of({.width = 8}) == Reason::malformed);
  CHECK(reason_of({.offset = 32}) == Reason::malformed);
  CHECK(reason_of({.data_bytes = 31}) == Reason::malformed);
}

TEST_CASE("a text or an array that claims to be longer than the file takes no memory") {
  HeaderWriter header;
  for (const char letter : magic) header.number(letter);
  header.number(format_version);
  header.number(std::uint64_t{0});
  header.number(std::uint64_t{1});
  header.key("some.list", ValueType::array);
  SUBCASE("of texts") {
    header.number(static_cast<std::uint32_t>(ValueType::text));
  }
  SUBCASE("of numbers") {
    header.number(static_cast<std::uint32_t>(ValueType::uint64));
  }
  SUBCASE("of lists") {
    header.number(static_cast<std::uint32_t>(ValueType::array));
  }
  header.number(~std::uint64_t{0});
  const auto facts = check_bytes(header.bytes());
  REQUIRE_FALSE(facts.has_value());
  CHECK(facts.error().reason == Reason::malformed);
}

TEST_CASE("a file that isn't there is unreadable, and a folder is") {
  CHECK(check_file("no/such/file.gguf").error().reason == Reason::unreadable);
  CHECK(check_file(".").error().reason == Reason::unreadable);
}

}  // namespace engine::inference::gguf::check_test
