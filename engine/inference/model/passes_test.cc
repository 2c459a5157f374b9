// A step as passes: few of them, each token once.
#include "engine/inference/model/passes.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <utility>
#include <vector>

namespace engine::inference::passes_test {
namespace {

const std::vector<Token> many(200, 1);

/// Parts of so many tokens, by sequence.
std::vector<StepPart> parts_of(const std::vector<std::pair<std::size_t, std::size_t>>& counts) {
  std::vector<StepPart> parts;
  for (const auto& [sequence, count] : counts) {
    parts.push_back({sequence, std::span(many).first(count), true});
  }
  return parts;
}

constexpr PassLimits usual{.tokens = 64, .width = 63, .widest_gap = 3, .doubles = true};

}  // namespace

TEST_CASE("one token each of all sequences is one pass") {
  const auto passes = cut_into_passes(parts_of({{2, 1}, {0, 1}, {1, 1}}), usual);
  REQUIRE(passes.size() == 1);
  CHECK(passes[0].first_sequence == 0);
  CHECK(passes[0].width == 1);
  REQUIRE(passes[0].rows.size() == 3);
  CHECK(passes[0].rows[0].part == 1);
  CHECK(passes[0].rows[2].part == 0);
  CHECK_FALSE(passes[0].doubled);
}

TEST_CASE("a prompt beside an answer goes with it by one token, and then on alone") {
  const auto passes = cut_into_passes(parts_of({{0, 1}, {1, 32}}), usual);
  REQUIRE(passes.size() == 2);
  CHECK(passes[0].rows.size() == 2);
  CHECK(passes[0].width == 1);
  CHECK(passes[1].first_sequence == 1);
  CHECK(passes[1].width == 31);
  CHECK(passes[1].rows[0].first == 1);
}

TEST_CASE("a single token is doubled where that is asked for") {
  CHECK(cut_into_passes(parts_of({{3, 1}}), usual).at(0).doubled);
  CHECK_FALSE(cut_into_passes(parts_of({{3, 1}}), {.tokens = 64, .width = 64}).at(0).doubled);
  const auto passes = cut_into_passes(parts_of({{0, 64}}), usual);
  REQUIRE(passes.size() == 2);
  CHECK(passes[0].width == 63);
  CHECK(passes[1].doubled);
}

TEST_CASE("a narrow gap is filled, a wide one ends the pass") {
  const auto filled = cut_into_passes(parts_of({{0, 1}, {4, 1}}), usual);
  REQUIRE(filled.size() == 1);
  CHECK(filled[0].rows.size() == 5);
  CHECK_FALSE(filled[0].rows[1].part.has_value());
  CHECK(filled[0].rows[4].part == 1);
  CHECK(cut_into_passes(parts_of({{0, 1}, {5, 1}}), usual).size() == 2);
  CHECK(cut_into_passes(parts_of({{0, 1}, {2, 1}}), {.tokens = 64, .width = 64}).size() == 2);
  CHECK(cut_into_passes(parts_of({{0, 9}, {2, 9}}), usual).size() == 2);
}

TEST_CASE("whatever the parts, each token is in one pass, in order, and no pass is too large") {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const PassLimits limits{.tokens = 2 + random() % 40,
                            .width = 1 + random() % 63,
                            .widest_gap = random() % 4,
                            .doubles = random() % 2 == 0};
    std::vector<std::pair<std::size_t, std::size_t>> counts;
    for (std::size_t sequence = 0; sequence < 20; ++sequence) {
      if (random() % 3 != 0) counts.emplace_back(sequence, 1 + random() % (random() % 2 ? 1 : 100));
    }
    const auto parts = parts_of(counts);
    std::map<std::size_t, std::size_t> done;
    for (const Pass& pass : cut_into_passes(parts, limits)) {
      const std::size_t size = pass.rows.size() * pass.width + (pass.doubled ? 1 : 0);
      REQUIRE(size <= limits.tokens);
      if (limits.doubles) REQUIRE(size >= 2);
      REQUIRE(pass.width <= limits.width);
      for (std::size_t row = 0; row < pass.rows.size(); ++row) {
        const auto& [part, first] = pass.rows[row];
        if (!part) continue;
        REQUIRE(parts[*part].sequence == pass.first_sequence + row);
        REQUIRE(done[*part] == first);
        done[*part] += pass.width;
      }
    }
    for (std::size_t i = 0; i < parts.size(); ++i) REQUIRE(done[i] == parts[i].tokens.size());
  }
}

}  // namespace engine::inference::passes_test
