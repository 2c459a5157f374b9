#include "scenarios/commands_compared/answer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

namespace answer_test {

using scenarios::compared::Answer;
using scenarios::compared::answer_of;
using scenarios::compared::Faster;
using scenarios::compared::median_of;
using scenarios::compared::Rules;

namespace {

/// A whole comparison of commands whose pairs scatter by so much about that ratio.
Answer compared(double ratio, double scatter, std::uint64_t seed, std::size_t most = 200) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal(std::log(ratio), scatter);
  std::vector<double> ratios;
  Answer answer = answer_of(ratios, {}, false);
  while (answer.wanted) {
    const bool out = ratios.size() >= most;
    if (!out) ratios.push_back(normal(random));
    if (out || ratios.size() == *answer.wanted) answer = answer_of(ratios, {}, out);
  }
  return answer;
}

std::size_t count(double ratio, double scatter, Faster faster, std::size_t of) {
  std::size_t found = 0;
  for (std::size_t seed = 1; seed <= of; ++seed) {
    found += compared(ratio, scatter, seed).faster == faster ? 1 : 0;
  }
  return found;
}

}  // namespace

TEST_CASE("alphas add up to one of a hundred") {
  double sum = 0;
  for (const auto& look : scenarios::compared::patient_looks) sum += look.alpha;
  CHECK(sum == doctest::Approx(0.01));
}

TEST_CASE("differences are found, whichever is faster") {
  CHECK(compared(1.05, 0.001, 1).faster == Faster::first);
  CHECK(compared(1 / 1.05, 0.001, 1).faster == Faster::second);
  CHECK(count(1.05, 0.05, Faster::first, 100) >= 90);
  CHECK(count(1 / 1.05, 0.05, Faster::second, 100) >= 90);
  CHECK(compared(1.05, 0.001, 1).pairs == 12);
  CHECK(compared(1.05, 0.001, 1).ratio.value == doctest::Approx(1.05).epsilon(0.01));
}

TEST_CASE("equal commands are the same, or it can't be told") {
  CHECK(compared(1, 0.001, 1).faster == Faster::same);
  CHECK(compared(1, 0.001, 1).pairs == 8);
  CHECK(count(1, 0.03, Faster::same, 200) >= 190);
  CHECK(count(1, 0.03, Faster::first, 200) + count(1, 0.03, Faster::second, 200) <= 2);
  CHECK(compared(1, 3, 1).faster == Faster::unknown);
}

TEST_CASE("few pairs can't tell, and say so") {
  const Answer few = compared(2, 0.001, 1, 7);
  CHECK(few.faster == Faster::unknown);
  CHECK_FALSE(few.wanted);
  CHECK(compared(2, 0.001, 1, 8).faster == Faster::first);
  CHECK(answer_of({}, {}, true).faster == Faster::unknown);
  CHECK_FALSE(answer_of({}, {}, true).wanted);
  CHECK(answer_of({}, {}, false).wanted == 8);
}

TEST_CASE("the median's interval is that of the sign test") {
  const std::vector<double> figures{5, 1, 4, 2, 3, 6};
  CHECK(median_of(figures).value == 3.5);
  REQUIRE(median_of(figures).interval);  // 2 / 2^6 = 3 %
  CHECK(median_of(figures).interval->low == 1);
  CHECK(median_of(figures).interval->high == 6);
  CHECK_FALSE(median_of(std::vector<double>{1, 2, 3, 4, 5}).interval);
  std::vector<double> many(100);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<double>(i + 1);
  CHECK(median_of(many).interval->low == 40);  // Conover's table
  CHECK(median_of(many).interval->high == 61);
}

}  // namespace answer_test
