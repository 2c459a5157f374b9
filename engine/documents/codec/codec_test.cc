#include "engine/documents/codec/codec.h"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/documents/analyse/soundness.h"
#include "engine/documents/items/test_folder.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/invariants.h"

namespace codec_test {

using engine::Reason;
using engine::documents::analyse::Analysis;
using engine::documents::analyse::TokenStream;
using engine::documents::codec::decode;
using engine::documents::codec::decode_answer;
using engine::documents::codec::encode;
using engine::documents::codec::Format;
using engine::documents::content::Content;
using nlohmann::json;
using Fate = engine::documents::parsed::Part::Fate;
using Kind = engine::documents::parsed::Block::Kind;

namespace {

constexpr Format formats[] = {Format::json, Format::msgpack};

void check_same(const Content& a, const Content& b) {
  CHECK(a.parsed.title == b.parsed.title);
  CHECK(a.parsed.language_hint == b.parsed.language_hint);
  CHECK(a.parsed.text == b.parsed.text);
  CHECK(a.parsed.blocks == b.parsed.blocks);
  CHECK(a.parsed.parts == b.parsed.parts);
  CHECK(a.chunks == b.chunks);
  CHECK(a.analysis == b.analysis);
}

/// Every kind of block, characters of one to four bytes, scores that decimal fractions can't say.
Content small_content() {
  Content content;
  content.parsed = {.title = "Tide",
                    .language_hint = "en",
                    .text = "Tide\nHigh \xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\x8A.",
                    .blocks = {}};
  content.parsed.blocks = {{Kind::heading, 6, 0, 4, 2, 6}, {Kind::quote, 0, 5, 20, 3, 300}};
  content.parsed.parts = {{Fate::extracted, "1", "", 0, 4},
                          {Fate::failed, "2", "why", 4, 4},
                          {Fate::extracted, "3", "", 5, 20}};
  content.chunks = {{0, 20}, {5, 20}};
  content.analysis = {.language = "en",
                      .sentences = 1,
                      .keywords = {{"tide", "tide", 1.0 / 3}, {"high", "high", 5e-324}},
                      .summary = {{5, 20, 2.0}},
                      .stream = {}};
  return content;
}

TokenStream small_stream() {
  TokenStream stream;
  stream.tokens = {{0, 4, stream.add_term("tide")},
                   {5, 9, stream.add_term("high")},
                   {10, 12, stream.add_term("\xC3\xA9")}};
  return stream;
}

struct Worked {
  Content content;
  TokenStream stream;
};

/// Real documents of every format, as the engine works them out.
const std::vector<Worked>& real() {
  static const std::vector<Worked> all = [] {
    std::vector<Worked> made;
    engine::documents::parse::Parser parser;
    engine::documents::analyse::Analyser analyser;
    for (const auto& path : engine::documents::items::real_documents(40)) {
      std::ifstream file(path, std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), {});
      auto parsed =
          parser.parse(*engine::documents::parse::detect_format(path.string(), bytes), bytes);
      REQUIRE(parsed);
      Worked& one = made.emplace_back();
      one.content.parsed = std::move(*parsed);
      one.content.chunks = engine::documents::chunk::split(one.content.parsed, {});
      one.content.analysis = *analyser.analyse(one.content.parsed);
      one.stream = std::exchange(one.content.analysis.stream, {});
    }
    return made;
  }();
  return all;
}

/// What is said of the small content after such a change to what was written of it.
std::string refusal(const std::function<void(json&)>& change) {
  json letter = json::parse(encode(Format::json, small_content(), small_stream()));
  change(letter);
  const auto from_json = decode_answer(Format::json, letter.dump());
  const std::vector<std::uint8_t> packed = json::to_msgpack(letter);
  const auto from_msgpack =
      decode_answer(Format::msgpack, std::string(packed.begin(), packed.end()));
  REQUIRE_FALSE(from_json);
  REQUIRE_FALSE(from_msgpack);
  CHECK(from_json.error().reason == Reason::malformed);
  CHECK(from_json.error().detail == from_msgpack.error().detail);
  return from_json.error().detail;
}

}  // namespace

TEST_CASE("the bytes are as described") {
  const std::string text = encode(Format::json, small_content(), small_stream());
  CHECK(text ==
        "[3,[[\"Tide\",\"en\",\"Tide\\nHigh "
        "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\x8A.\",[0,6,0,4,2,6,5,0,5,20,3,300],"
        "[0,\"1\",\"\",0,4,2,\"2\",\"why\",4,4,0,\"3\",\"\",5,20]],[0,20,5,20],"
        "[\"en\",1,[\"tide\",\"tide\",0.3333333333333333,\"high\",\"high\",5e-324],[5,20,2.0]]],"
        "[\"tidehigh\xC3\xA9\",[4,4,2],[0,4,0,1,4,1,1,2,2]]]");
  const std::string packed = encode(Format::msgpack, small_content(), small_stream());
  CHECK(
      packed.starts_with("\x93\x03\x93\x95\xA4Tide\xA2"
                         "en\xB4Tide\nHigh "));
  const std::uint8_t tokens[] = {0x93, 4, 4, 2, 0x99, 0, 4, 0, 1, 4, 1, 1, 2, 2};
  CHECK(packed.ends_with("\x93\xAAtidehigh\xC3\xA9" +
                         std::string(std::begin(tokens), std::end(tokens))));
}

TEST_CASE("another reader finds the same in both formats") {
  for (const Worked& one : real()) {
    const std::string packed = encode(Format::msgpack, one.content, one.stream);
    CHECK(json::from_msgpack(packed) == json::parse(encode(Format::json, one.content, one.stream)));
  }
}

TEST_CASE("what was written is read again") {
  for (const Format format : formats) {
    const auto content = decode(format, encode(format, small_content()));
    REQUIRE(content);
    check_same(*content, small_content());
    const auto answer = decode_answer(format, encode(format, small_content(), small_stream()));
    REQUIRE(answer);
    check_same(answer->content, small_content());
    CHECK(answer->stream == small_stream());
  }
}

TEST_CASE("empty fields and every kind of block") {
  for (const Format format : formats) {
    Content content;
    content.parsed.text = "a\nb\nc\nd\ne\nf";
    for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(Kind::quote); ++kind) {
      const auto level = static_cast<std::uint8_t>(kind == 0 ? 1 : 0);
      content.parsed.blocks.push_back({static_cast<Kind>(kind), level, 2U * kind, 2U * kind + 1});
    }
    const auto again = decode(format, encode(format, content));
    REQUIRE(again);
    check_same(*again, content);
    const auto nothing = decode_answer(format, encode(format, Content{}, TokenStream{}));
    REQUIRE(nothing);
    check_same(nothing->content, Content{});
    CHECK(nothing->stream == TokenStream{});
  }
}

TEST_CASE("real documents come back whole and sound") {
  for (const Worked& one : real()) {
    for (const Format format : formats) {
      auto answer = decode_answer(format, encode(format, one.content, one.stream));
      REQUIRE(answer);
      check_same(answer->content, one.content);
      CHECK(answer->stream == one.stream);
      CHECK(engine::documents::parsed::broken_promise(answer->content.parsed) == "");
      answer->content.analysis.stream = answer->stream;
      CHECK(engine::documents::analyse::find_defect(answer->content.parsed,
                                                    answer->content.analysis) == "");
    }
  }
}

TEST_CASE("a content is no answer, and an answer is no content") {
  for (const Format format : formats) {
    CHECK_FALSE(decode_answer(format, encode(format, small_content())));
    CHECK_FALSE(decode(format, encode(format, small_content(), small_stream())));
  }
}

TEST_CASE("another version is told as such") {
  CHECK(refusal([](json& letter) { letter[0] = 4; }) == "another version wrote this content");
  CHECK(refusal([](json& letter) {
          letter = {4, "all different"};
        }) == "another version wrote this content");
}

TEST_CASE("offsets that point nowhere are refused") {
  const auto at = [](const char* pointer, json value) {
    return refusal(
        [&](json& letter) { letter.at(json::json_pointer(pointer)) = std::move(value); });
  };
  CHECK(at("/1/0/3/3", 21) == "a block is no stretch of the text");
  CHECK(at("/1/0/3/8", 3) == "a block is no stretch of the text");   // overlaps
  CHECK(at("/1/0/3/9", 11) == "a block is no stretch of the text");  // inside a character
  CHECK(at("/1/0/3/9", 5) == "a block is no stretch of the text");   // empty
  CHECK(at("/1/0/3/1", 7) == "a block has a wrong level");
  CHECK(at("/1/0/3/7", 1) == "a block has a wrong level");
  CHECK(at("/1/0/3/4", 6) == "a block comes from nowhere in the source");
  CHECK(at("/1/0/3/5", 2) == "a block comes from nowhere in the source");
  CHECK(at("/1/0/3/11", 3) == "a block comes from nowhere in the source");
  CHECK(at("/1/0/3/11", (1U << 30) + 4) == "a block comes from nowhere in the source");
  CHECK(at("/1/0/4/9", 3) == "a part is no stretch of the text");
  CHECK(at("/1/1/1", 21) == "a chunk is no stretch of the text");
  CHECK(at("/1/1/3", 19) == "a chunk is no stretch of the text");
  CHECK(at("/1/1/2", 13) == "a chunk is no stretch of the text");
  CHECK(at("/1/2/3/1", 4'000'000'000U) == "a sentence is none of the text");
  CHECK(at("/2/2/1", 21) == "this is no token stream of the text");
  CHECK(at("/2/2/3", 4'294'967'295U) == "this is no token stream of the text");
  CHECK(at("/2/2/2", 3) == "this is no token stream of the text");
  CHECK(at("/2/2/7", 1) == "a token is no stretch of the text");
  CHECK(at("/2/1/2", 1) == "this is no token stream of the text");
  CHECK(at("/2/1/0", 0) == "this is no token stream of the text");
  CHECK(at("/2/1", {10}) == "this is no token stream of the text");
}

TEST_CASE("values of another kind or beyond their range are refused") {
  const auto at = [](const char* pointer, json value) {
    return refusal(
        [&](json& letter) { letter.at(json::json_pointer(pointer)) = std::move(value); });
  };
  const std::string none = "this is no written content";
  CHECK(at("/0", "1") == none);
  CHECK(at("/1/0/0", 1) == none);
  CHECK(at("/1/0/3/0", 6) == none);    // no such kind of block
  CHECK(at("/1/0/3/1", 256) == none);  // would be 0 in eight bits
  CHECK(at("/1/0/3/2", -1) == none);
  CHECK(at("/1/0/3/3", 4'294'967'296U) == none);
  CHECK(at("/1/0/3", {0, 6, 0, 4, 2}) == none);  // most of a block
  CHECK(at("/1/2/2/2", nullptr) == none);        // as JSON says NaN
  CHECK(at("/1/2", json::array()) == none);
  CHECK(at("/1", json::object()) == none);
  CHECK(refusal([](json& letter) { letter.push_back(1); }) == none);
  CHECK(refusal([](json& letter) { letter = json::array(); }) == none);
}

TEST_CASE("no number is read where none can be") {
  Content content = small_content();
  for (const double score :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    content.analysis.summary[0].score = score;
    for (const Format format : formats) CHECK_FALSE(decode(format, encode(format, content)));
  }
}

TEST_CASE("texts that are not UTF-8 are refused") {
  const std::function<void(Content&)> spoil[] = {
      [](Content& content) { content.parsed.text[10] = '\xFF'; },
      [](Content& content) { content.parsed.title = "\xC0\x80"; },
      [](Content& content) { content.parsed.language_hint = "\xED\xA0\x80"; },
      [](Content& content) { content.analysis.language = "\x80"; },
      [](Content& content) { content.analysis.keywords[0].term = "\xE2\x82"; },
      [](Content& content) { content.analysis.keywords[1].stem = "\xF5"; }};
  for (const auto& change : spoil) {
    Content content = small_content();
    change(content);
    CHECK_FALSE(decode(Format::msgpack, encode(Format::msgpack, content)));
  }
}

TEST_CASE("no beginning of what was written is taken for the whole, nor more than it") {
  for (const Format format : formats) {
    const std::string whole = encode(format, small_content(), small_stream());
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(decode_answer(format, std::string_view(whole).substr(0, size)));
    }
    CHECK_FALSE(decode_answer(format, whole + "1"));
  }
}

TEST_CASE("lists that say they are huge, or nested without end, take no memory") {
  CHECK_FALSE(decode(Format::msgpack, "\xDD\xFF\xFF\xFF\xFF"));
  CHECK_FALSE(decode(Format::msgpack, std::string(1'000'000, '\x91')));
  CHECK_FALSE(decode(Format::json, std::string(1'000'000, '[')));
  CHECK_FALSE(decode(Format::json, std::string(500'000, '[') + std::string(500'000, ']')));
}

}  // namespace codec_test
