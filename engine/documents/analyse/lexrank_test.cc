#include "engine/documents/analyse/lexrank.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "engine/documents/analyse/sentence_matrix.h"

namespace lexrank_test {

using namespace engine::documents::analyse;

namespace {

using Sentence = std::vector<std::uint32_t>;  // terms

/// Erkan and Radev's definition, step by step, with every similarity in a dense matrix.
std::vector<double> dense_lexrank(const std::vector<Sentence>& sentences) {
  const std::size_t n = sentences.size();
  std::vector<std::map<std::uint32_t, double>> vectors(n);
  std::map<std::uint32_t, double> having;
  for (std::size_t i = 0; i < n; ++i) {
    for (const std::uint32_t term : sentences[i]) ++vectors[i][term];
    for (const auto& [term, count] : vectors[i]) ++having[term];
  }
  for (auto& vector : vectors) {
    for (auto& [term, weight] : vector) {
      weight *= std::log(static_cast<double>(n + 1) / having[term]);
    }
  }
  const auto dot = [&](std::size_t i, std::size_t j) {
    double sum = 0;
    for (const auto& [term, weight] : vectors[i]) {
      if (const auto it = vectors[j].find(term); it != vectors[j].end()) sum += weight * it->second;
    }
    return sum;
  };
  std::vector<std::vector<double>> walk(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    double degree = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const double norms = std::sqrt(dot(i, i) * dot(j, j));
      walk[i][j] = i == j ? 1 : norms > 0 ? dot(i, j) / norms : 0;
      degree += walk[i][j];
    }
    for (double& probability : walk[i]) probability /= degree;
  }
  std::vector<double> score(n, 1.0 / static_cast<double>(n));
  for (int step = 0; step < 300; ++step) {
    std::vector<double> next(n, 0.15 / static_cast<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) next[j] += 0.85 * walk[i][j] * score[i];
    }
    score = next;
  }
  return score;
}

std::vector<double> sparse_lexrank(const std::vector<Sentence>& sentences) {
  std::vector<Token> tokens;
  std::vector<TokenRange> ranges;
  std::uint32_t terms = 0;
  for (const Sentence& sentence : sentences) {
    const auto begin = static_cast<std::uint32_t>(tokens.size());
    for (const std::uint32_t term : sentence) {
      tokens.push_back({0, 0, term});
      terms = std::max(terms, term + 1);
    }
    ranges.push_back({begin, static_cast<std::uint32_t>(tokens.size())});
  }
  SentenceVectors vectors;
  LexRank lexrank;
  const std::vector<Term> all(terms, Term{.content = true});
  return lexrank.rank(vectors.make(tokens, all, ranges));
}

}  // namespace

TEST_CASE("The scores are those of the dense definition") {
  // What is left when a step changes less than the tolerance: a geometric series.
  constexpr double bound = LexRank::tolerance * LexRank::damping / (1 - LexRank::damping);
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<Sentence> sentences(1 + random() % 30);
    const unsigned vocabulary = 2 + random() % 60;
    for (Sentence& sentence : sentences) {
      sentence.resize(random() % 12);  // now and then none at all
      // The smaller of two draws: some terms are common, as in language.
      for (auto& term : sentence) term = std::min(random() % vocabulary, random() % vocabulary);
    }
    const auto expected = dense_lexrank(sentences);
    const auto actual = sparse_lexrank(sentences);
    REQUIRE(actual.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(std::abs(actual[i] - expected[i]) < bound);
    }
  }
}

TEST_CASE("Scores are a distribution") {
  std::mt19937 random(3);
  std::vector<Sentence> sentences(500);
  for (Sentence& sentence : sentences) {
    sentence.resize(1 + random() % 20);
    for (auto& term : sentence) term = random() % 300;
  }
  const auto scores = sparse_lexrank(sentences);
  CHECK(std::accumulate(scores.begin(), scores.end(), 0.0) == doctest::Approx(1));
  for (const double score : scores) CHECK(score >= 0.15 / 500 * (1 - 1e-9));
}

TEST_CASE("Sentences that are all alike, or all unlike, rank the same") {
  for (const double score : sparse_lexrank({{1, 2}, {1, 2}, {1, 2}, {1, 2}})) {
    CHECK(score == doctest::Approx(0.25));
  }
  for (const double score : sparse_lexrank({{1}, {2}, {3}, {4}, {}})) {
    CHECK(score == doctest::Approx(0.2));
  }
  CHECK(sparse_lexrank({{1, 2, 3}}) == std::vector<double>{1});
  CHECK(sparse_lexrank({}).empty());
}

TEST_CASE("The sentence that shares words with all others is the most central") {
  const auto scores = sparse_lexrank({{1, 9}, {2, 8}, {1, 2, 3, 4}, {3, 7}, {4, 6}});
  for (const std::size_t other : {0, 1, 3, 4}) {
    CHECK(scores[2] > scores[other]);
    CHECK(scores[other] == doctest::Approx(scores[0]));
  }
}

TEST_CASE("Two sentences that share nothing with the rest exchange only with each other") {
  // Two closed pairs: by symmetry each sentence has a quarter.
  for (const double score : sparse_lexrank({{1, 2}, {1, 3}, {4, 5}, {4, 6}})) {
    CHECK(score == doctest::Approx(0.25));
  }
}

TEST_CASE("Words without content make no sentences alike") {
  std::vector<Token> tokens = {{0, 0, 0}, {0, 0, 1}, {0, 0, 0}, {0, 0, 2}};
  const std::vector<TokenRange> ranges = {{0, 2}, {2, 4}};
  std::vector<Term> terms(3, Term{.content = true});
  terms[0].content = false;
  SentenceVectors vectors;
  const SentenceMatrix& matrix = vectors.make(tokens, terms, ranges);
  CHECK(matrix.entries.empty());
  CHECK(matrix.own == std::vector<double>{1, 1});
}

}  // namespace lexrank_test
