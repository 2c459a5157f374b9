#include "harness/mix/request_mix.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"

namespace request_mix_test {

using namespace harness::mix;
using namespace harness::schedule;

namespace {

RequestMix mix_of(const Popularity& popularity, std::uint64_t population, std::uint64_t seed = 1) {
  auto mix = RequestMix::make(popularity, population, seed);
  REQUIRE(mix);
  return *mix;
}

std::vector<double> counts_of(RequestMix mix, std::uint64_t population, int draws) {
  std::vector<double> counts(population);
  for (int i = 0; i < draws; ++i) {
    const auto item = mix.next();
    REQUIRE(item);
    REQUIRE(*item < population);
    ++counts[*item];
  }
  return counts;
}

std::string refusal(const Popularity& popularity, std::uint64_t population) {
  const auto mix = RequestMix::make(popularity, population, 1);
  REQUIRE_FALSE(mix);
  return mix.error().message;
}

}  // namespace

TEST_CASE("sequential goes round, sequential_once ends after the last item") {
  RequestMix round = mix_of({.choice = Choice::sequential}, 3);
  RequestMix once = mix_of({.choice = Choice::sequential_once}, 3);
  for (std::uint64_t i = 0; i < 3; ++i) {
    CHECK(round.next() == i);
    CHECK(once.next() == i);
  }
  CHECK(round.next() == 0);
  CHECK_FALSE(once.next());
  CHECK_FALSE(once.next());
}

TEST_CASE("sequential goes on after what was asked before, others begin where they do") {
  RequestMix round = mix_of({.choice = Choice::sequential}, 3);
  round.skip(7);
  CHECK(round.next() == 1);
  CHECK(round.next() == 2);
  CHECK(round.next() == 0);
  RequestMix once = mix_of({.choice = Choice::sequential_once}, 3);
  once.skip(2);
  CHECK(once.next() == 0);
  RequestMix uniform = mix_of({.choice = Choice::uniform}, 50), same = uniform;
  uniform.skip(5);
  CHECK(uniform.next() == same.next());
}

TEST_CASE("uniform asks for each item alike") {
  const auto counts = counts_of(mix_of({.choice = Choice::uniform}, 50), 50, 50'000);
  CHECK(chi_square_p(counts, std::vector<double>(50, 1000), 1) > 1e-3);
}

TEST_CASE("zipf asks for items by the law, in an order that the seed chooses") {
  const std::size_t size = 30;
  std::set<std::ptrdiff_t> favourites;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RequestMix mix = mix_of({.choice = Choice::zipf, .exponent = 1}, size, seed);
    std::vector<double> counts = counts_of(mix, size, 20'000);
    favourites.insert(std::max_element(counts.begin(), counts.end()) - counts.begin());
    double harmonic = 0;
    for (std::size_t i = 1; i <= size; ++i) harmonic += 1.0 / static_cast<double>(i);
    std::vector<double> expected;
    std::vector<double> observed;
    const Permutation order(size, seed);
    for (std::size_t rank = 0; rank < size; ++rank) {
      expected.push_back(20'000 / harmonic / static_cast<double>(rank + 1));
      observed.push_back(counts[order(rank)]);
    }
    CHECK(chi_square_p(observed, expected, 1) > 1e-4);
  }
  CHECK(favourites.size() >= 10);  // of 20 seeds, over 30 items
}

TEST_CASE("sizes asks for items by their size class") {
  const std::vector<std::uint64_t> sizes = {5, 50'000, 5'000'000};
  auto mix =
      RequestMix::make({.choice = Choice::sizes, .classes = {.shares = {1, 0, 0}}}, 3, 1, sizes);
  REQUIRE(mix);
  for (int i = 0; i < 100; ++i) REQUIRE(mix->next() == 0);
}

TEST_CASE("recorded items come as they were recorded, over and over") {
  const auto items =
      std::make_shared<const std::vector<std::uint64_t>>(std::vector<std::uint64_t>{4, 4, 0, 2});
  RequestMix mix = mix_of({.choice = Choice::recorded, .recorded = items}, 5);
  for (int round = 0; round < 3; ++round) {
    for (const std::uint64_t item : *items) CHECK(mix.next() == item);
  }
}

TEST_CASE("a popularity that drifts has other favourites later on") {
  const auto favourite = [](RequestMix& mix) {
    std::vector<int> counts(500);
    for (int i = 0; i < 5000; ++i) ++counts[*mix.next()];
    return std::max_element(counts.begin(), counts.end()) - counts.begin();
  };
  RequestMix mix = mix_of({.choice = Choice::drifting, .exponent = 1, .turnover = 10'000}, 500);
  const auto first = favourite(mix);
  for (int i = 0; i < 15'000; ++i) REQUIRE(*mix.next() < 500);
  CHECK(favourite(mix) != first);
}

TEST_CASE("a seed fixes the items, another changes them, a copy goes on alike") {
  for (const Choice choice : {Choice::uniform, Choice::zipf, Choice::drifting}) {
    RequestMix mix = mix_of({.choice = choice}, 1'000'000, 4);
    RequestMix same = mix_of({.choice = choice}, 1'000'000, 4);
    RequestMix other = mix_of({.choice = choice}, 1'000'000, 5);
    int equal = 0;
    for (int i = 0; i < 1000; ++i) {
      const auto item = mix.next();
      REQUIRE(item == same.next());
      if (item == other.next()) ++equal;
    }
    CHECK(equal < 50);
    RequestMix copy = mix;
    for (int i = 0; i < 100; ++i) REQUIRE(mix.next() == copy.next());
  }
}

TEST_CASE("a population of one is always item 0") {
  for (const Choice choice :
       {Choice::sequential, Choice::uniform, Choice::zipf, Choice::drifting}) {
    RequestMix mix = mix_of({.choice = choice}, 1);
    for (int i = 0; i < 10; ++i) REQUIRE(mix.next() == 0);
  }
}

TEST_CASE("a mix that can't be drawn is refused, and the reason named") {
  const auto has = [](const std::string& text, const char* part) {
    CAPTURE(text);
    return text.find(part) != text.npos;
  };
  CHECK(has(refusal({}, 0), "a population of 0 items"));
  CHECK(has(refusal({}, RequestMix::largest_population + 1), "it takes 1 to"));
  CHECK(has(refusal({.choice = Choice::zipf, .exponent = -0.1}, 5), "a zipf exponent of -0.1"));
  CHECK(has(refusal({.choice = Choice::zipf, .exponent = std::nan("")}, 5), "a zipf exponent"));
  CHECK(has(refusal({.choice = Choice::sizes}, 5), "0 sizes for 5 items"));
  CHECK(has(refusal({.choice = Choice::drifting, .exponent = 11}, 5), "a zipf exponent of 11"));
  CHECK(has(refusal({.choice = Choice::drifting, .turnover = 0}, 5), "1 request or more"));
  CHECK(has(refusal({.choice = Choice::recorded}, 5), "no items were recorded"));
  const auto items =
      std::make_shared<const std::vector<std::uint64_t>>(std::vector<std::uint64_t>{0, 5});
  CHECK(has(refusal({.choice = Choice::recorded, .recorded = items}, 5), "item 5 was recorded"));
}

TEST_CASE("items that are given are asked for once each, in their order") {
  RequestMix mix = RequestMix::once({7, 3, 7});
  CHECK(mix.ends());
  CHECK(mix.next() == 7);
  CHECK(mix.next() == 3);
  CHECK(mix.next() == 7);
  CHECK_FALSE(mix.next().has_value());
  CHECK_FALSE(mix.next().has_value());
}

TEST_CASE("the report's words") {
  CHECK(to_string(Popularity{.choice = Choice::sequential}) == "sequential");
  CHECK(to_string(Popularity{.choice = Choice::sequential_once}) == "sequential, once");
  CHECK(to_string(Popularity{}) == "uniform");
  CHECK(to_string(Popularity{.choice = Choice::zipf, .exponent = 0.9}) == "zipf 0.9");
  CHECK(to_string(Popularity{.choice = Choice::drifting, .turnover = 70}) ==
        "zipf 0.9 that drifts within 70 requests");
  CHECK(to_string(Popularity{.choice = Choice::recorded}) == "recorded, 0 accesses");
  CHECK(to_string(Popularity{.choice = Choice::sizes}) ==
        "sizes 70% below 10240 B, 25%, 5% from 102400 B");
}

}  // namespace request_mix_test
