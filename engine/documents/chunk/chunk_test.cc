#include "engine/documents/chunk/chunk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

namespace chunk_test {

using engine::documents::chunk::Chunk;
using engine::documents::chunk::Limits;
using engine::documents::chunk::split;
using engine::documents::parsed::Block;
using engine::documents::parsed::Parsed;
using Strings = std::vector<std::string>;

namespace {

Parsed document(const std::vector<std::pair<Block::Kind, std::string>>& blocks) {
  Parsed parsed;
  for (const auto& [kind, text] : blocks) {
    if (!parsed.text.empty()) parsed.text += '\n';
    const auto begin = static_cast<std::uint32_t>(parsed.text.size());
    parsed.text += text;
    parsed.blocks.push_back({kind, 0, begin, static_cast<std::uint32_t>(parsed.text.size())});
  }
  return parsed;
}

Parsed paragraphs(const Strings& texts) {
  std::vector<std::pair<Block::Kind, std::string>> blocks;
  for (const std::string& text : texts) blocks.emplace_back(Block::Kind::paragraph, text);
  return document(blocks);
}

Strings pieces(const Parsed& parsed, const Limits& limits) {
  Strings out;
  for (const Chunk& chunk : split(parsed, limits)) {
    out.push_back(parsed.text.substr(chunk.begin, chunk.end - chunk.begin));
  }
  return out;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

TEST_CASE("what fits is one chunk, and nothing is none") {
  CHECK(pieces(paragraphs({"One.", "Two."}), {100, 10}) == Strings{"One.\nTwo."});
  CHECK(split(Parsed{}, {100, 10}).empty());
}

TEST_CASE("chunks end with blocks where they can") {
  CHECK(pieces(paragraphs({"aaaa aaaa", "bbbb bbbb", "cccc cccc"}), {20, 0}) ==
        Strings{"aaaa aaaa\nbbbb bbbb", "cccc cccc"});
  // The first block alone would leave more than half of the chunk empty.
  CHECK(pieces(paragraphs({"aa", "One one. Two two two. Three."}), {20, 0}) ==
        Strings{"aa\nOne one.", "Two two two. Three."});
}

TEST_CASE("then with sentences, then between words, then between characters") {
  CHECK(pieces(paragraphs({"One one one. Two two. Three three."}), {24, 0}) ==
        Strings{"One one one. Two two.", "Three three."});
  CHECK(pieces(paragraphs({"one two three four five"}), {10, 0}) ==
        Strings{"one two", "three four", "five"});
  CHECK(pieces(paragraphs({"abcdefghij"}), {4, 0}) == Strings{"abcd", "efgh", "ij"});
  CHECK(pieces(paragraphs({"\u00E4\u00F6\u00FC\u00DF"}), {5, 0}) ==
        Strings{"\u00E4\u00F6", "\u00FC\u00DF"});
}

TEST_CASE("a heading stays with what it is the heading of") {
  const Parsed parsed = document({{Block::Kind::paragraph, "aaaa aaaa"},
                                  {Block::Kind::heading, "Title"},
                                  {Block::Kind::paragraph, "bbbb bbbb"}});
  CHECK(pieces(parsed, {20, 0}) == Strings{"aaaa aaaa", "Title\nbbbb bbbb"});
}

TEST_CASE("the overlap repeats whole sentences, else whole words") {
  CHECK(pieces(paragraphs({"One. Two. Three. Four. Five."}), {18, 7}) ==
        Strings{"One. Two. Three.", "Three. Four. Five."});
  CHECK(pieces(paragraphs({"one two three four five"}), {15, 6}) ==
        Strings{"one two three", "three four five"});
  // No room for it beside what is new.
  CHECK(pieces(paragraphs({"aaaaaaaa.", "Bbbbbbbb."}), {9, 8}) ==
        Strings{"aaaaaaaa.", "Bbbbbbbb."});
}

TEST_CASE("whatever the document and the limits, the promises hold") {
  const Strings words = {"a",
                         "word",
                         "e.g.",
                         "end.",
                         "\u00E9t\u00E9.",
                         "\u4F60\u597D\u3002",
                         "Why?",
                         "averyveryverylongwordwithoutanyend"};
  std::mt19937 random(11);
  for (int round = 0; round < 1'500; ++round) {
    std::vector<std::pair<Block::Kind, std::string>> blocks;
    for (auto n = random() % 6; n > 0; --n) {
      std::string text;
      for (auto m = 1 + random() % 12; m > 0; --m) {
        if (!text.empty()) text += ' ';
        text += words[random() % words.size()];
      }
      blocks.emplace_back(random() % 3 == 0 ? Block::Kind::heading : Block::Kind::paragraph, text);
    }
    const Parsed parsed = document(blocks);
    Limits limits;
    limits.bytes = 4 + static_cast<std::uint32_t>(random() % 80);
    limits.overlap = static_cast<std::uint32_t>(random()) % limits.bytes;
    std::string covered(parsed.text.size(), ' ');
    Chunk before;
    for (const Chunk& chunk : split(parsed, limits)) {
      REQUIRE(chunk.end <= parsed.text.size());
      REQUIRE(chunk.begin < chunk.end);
      REQUIRE(chunk.end - chunk.begin <= limits.bytes);
      if (before.end != 0) {
        REQUIRE(chunk.begin > before.begin);
        REQUIRE(chunk.end > before.end);
        if (chunk.begin < before.end) REQUIRE(before.end - chunk.begin <= limits.overlap);
      }
      REQUIRE_FALSE(is_continuation(parsed.text[chunk.begin]));
      if (chunk.end < parsed.text.size()) REQUIRE_FALSE(is_continuation(parsed.text[chunk.end]));
      for (std::uint32_t i = chunk.begin; i < chunk.end; ++i) covered[i] = parsed.text[i];
      before = chunk;
    }
    std::string wanted = parsed.text;
    std::ranges::replace(wanted, '\n', ' ');
    std::ranges::replace(covered, '\n', ' ');
    REQUIRE(covered == wanted);
  }
}

TEST_CASE("a mass of tiny blocks, or one endless word, costs no more than its size") {
  // Quadratic time would be minutes here.
  CHECK(split(paragraphs(Strings(200'000, "a")), {2'000, 1'990}).size() > 1'000);
  CHECK(split(paragraphs({std::string(4'000'000, 'a')}), {2'000, 200}).size() == 2'000);
}

}  // namespace chunk_test
