#include "harness/search/rate_search.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "harness/search/known_rates.h"
#include "harness/search/simulated_load.h"

namespace harness::search::rate_search_test {
namespace {

const Limit p99{"p99<=1ms", Limit::Kind::share, 0.01};
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A target without chance: each limit's ratio is a function of the rate, the same in all slices
/// but for a little ripple.
Answer search_exact(RateSearch& search, const std::vector<double (*)(double)>& ratios) {
  while (const auto probe = search.next()) {
    Evidence evidence;
    evidence.seconds = probe->seconds;
    for (const auto ratio : ratios) {
      stats::Ratio& slices = evidence.ratios.emplace_back();
      for (int i = 0; i < 20; ++i) {
        const double requests = probe->rate_per_s * probe->seconds / 20;
        slices.denominators.push_back(requests);
        slices.numerators.push_back(requests * ratio(probe->rate_per_s) *
                                    (i % 2 == 0 ? 0.999 : 1.001));
      }
    }
    REQUIRE(search.add(evidence));
  }
  return search.answer();
}

double never(double) {
  return 0;
}
double always(double) {
  return 0.5;
}
double cliff_at_800(double rate) {
  return rate > 800 ? 0.9 : 0;
}
double smooth_at_600(double rate) {
  return 0.01 * std::pow(rate / 600, 15) / (1 + 0.01 * std::pow(rate / 600, 15));
}
double falling(double rate) {
  return rate < 500 ? 0.5 : 0.0001;
}

RateSearch make(std::vector<Limit> limits, SearchOptions options = {.ceiling_per_s = 1000}) {
  auto made = RateSearch::make(std::move(limits), options);
  REQUIRE(made);
  return *made;
}

struct Found {
  int within = 0, covered = 0, ended = 0;
  double seconds = 0;
};

Found search_many(const SimulatedLoad& load, const Limit& limit, double truth, int seeds) {
  Found found;
  for (int seed = 1; seed <= seeds; ++seed) {
    RateSearch rate_search = make({limit}, {.ceiling_per_s = 9800});
    const Answer answer = search(rate_search, load, static_cast<std::uint64_t>(seed));
    if (!answer.rate_per_s || !answer.interval) continue;
    found.ended += answer.ending == Ending::found;
    found.within += std::abs(*answer.rate_per_s / truth - 1) <= 0.02;
    found.covered += answer.interval->low <= truth && truth <= answer.interval->high;
    found.seconds += answer.seconds / seeds;
  }
  return found;
}

TEST_CASE("the closed forms that searches are judged by") {
  CHECK(mm1_rate(100e-6, 2e-3, 0.01) == doctest::Approx(10000 - std::log(100) / 2e-3));
  // One waits longer than 0 in an M/D/1 with probability rho.
  CHECK(md1_rate(100e-6, 100e-6, 0.7) == doctest::Approx(7000));
  CHECK(mm1_shed_rate(100e-6, 1, 0.5) == doctest::Approx(9990).epsilon(0.001));  // rho/(1 + rho)
}

// P(X < 17) of 20 is below 0.02 were the true probability 0.95.
TEST_CASE("M/D/1, 100 us, P99 <= 1 ms: within 2 %, and the interval covers the truth") {
  const Found found = search_many({}, p99, md1_rate(100e-6, 1e-3, 0.01), 20);
  CHECK(found.ended == 20);
  CHECK(found.within >= 17);
  CHECK(found.covered >= 17);
  CHECK(found.seconds < 90);  // of the target's time: half of what a bisection needs
}

TEST_CASE("a target that sheds") {
  const SimulatedLoad load{.service = SimulatedLoad::Service::exponential,
                           .room = 20,
                           .figures = {SimulatedLoad::Figure::shed}};
  const Found found = search_many(load, {"shed<=1%", Limit::Kind::share, 0.01},
                                  mm1_shed_rate(100e-6, 20, 0.01), 15);
  CHECK(found.ended == 15);
  CHECK(found.within >= 13);
  CHECK(found.covered >= 12);
}

TEST_CASE("a limit on a mean") {
  const SimulatedLoad load{.service = SimulatedLoad::Service::exponential,
                           .figures = {SimulatedLoad::Figure::mean}};
  const Found found =
      search_many(load, {"mean<=0.5ms", Limit::Kind::mean, 0.5e-3}, 10000 - 2000, 15);
  CHECK(found.ended == 15);
  CHECK(found.within >= 13);
  CHECK(found.covered >= 12);
}

TEST_CASE("a smooth curve without chance is found exactly") {
  RateSearch search = make({p99});
  const Answer answer = search_exact(search, {smooth_at_600});
  CHECK(answer.ending == Ending::found);
  CHECK(*answer.rate_per_s == doctest::Approx(599.6).epsilon(0.003));
  CHECK(answer.is_monotone);
}

TEST_CASE("a cliff has no slope to go by: two probes that can't be misjudged enclose it") {
  RateSearch search = make({p99});
  const Answer answer = search_exact(search, {cliff_at_800});
  CHECK(answer.ending == Ending::found);
  REQUIRE(answer.interval);
  CHECK(answer.interval->low <= 800);
  CHECK(answer.interval->high >= 800);
  CHECK(answer.interval->high - answer.interval->low <= 0.04 * 800);
}

TEST_CASE("of several limits the first to go decides") {
  RateSearch search =
      make({{"errors", Limit::Kind::share, 0.001}, p99, {"shed", Limit::Kind::share, 0.1}});
  const Answer answer = search_exact(search, {never, smooth_at_600, cliff_at_800});
  CHECK(answer.ending == Ending::found);
  REQUIRE(answer.binding);
  CHECK(*answer.binding == 1);
  CHECK(*answer.rate_per_s == doctest::Approx(599.6).epsilon(0.005));
}

TEST_CASE("held even at the ceiling: at least that") {
  RateSearch search = make({p99});
  const Answer answer = search_exact(search, {never});
  CHECK(answer.ending == Ending::at_least);
  CHECK(*answer.rate_per_s == 1000);
  CHECK_FALSE(answer.interval);
  CHECK(answer.reason == "held even at the highest rate tried, 1000/s");
}

TEST_CASE("missed even at the lowest rate: no rate is quoted") {
  RateSearch search = make({p99}, {.ceiling_per_s = 1000, .lowest_per_s = 10});
  const Answer answer = search_exact(search, {always});
  CHECK(answer.ending == Ending::never_held);
  CHECK_FALSE(answer.rate_per_s);
  CHECK_FALSE(answer.interval);
  CHECK(answer.reason == "missed even at the lowest rate tried, 10/s");
}

TEST_CASE("time is up: what is known is said, and no more time is asked for") {
  RateSearch search = make({p99}, {.ceiling_per_s = 1000, .longest_s = 4, .most_s = 10});
  const Answer answer = search_exact(search, {smooth_at_600});
  CHECK(answer.ending == Ending::undecided);
  CHECK(answer.seconds <= 10 + 1e-9);
}

TEST_CASE("a limit that goes away under more load is said to be not monotone") {
  std::vector<Observed> probes;
  for (const double rate : {700.0, 400.0}) {
    stats::Ratio slices;
    for (int i = 0; i < 20; ++i) {
      slices.denominators.push_back(10000);
      slices.numerators.push_back(10000 * falling(rate));
    }
    probes.push_back({rate, stand(p99, slices)});
  }
  CHECK_FALSE(find_crossing(p99, probes, 0.02).is_monotone);
  std::swap(probes[0].rate_per_s, probes[1].rate_per_s);
  CHECK(find_crossing(p99, probes, 0.02).is_monotone);
}

TEST_CASE("hopeless probes are left early") {
  const RateSearch search = make({p99});
  const auto evidence = [&](double seconds, double share) {
    Evidence made{seconds, {{}}};
    for (int i = 0; i < 10; ++i) {
      made.ratios[0].denominators.push_back(search.next()->rate_per_s * seconds / 10);
      made.ratios[0].numerators.push_back(made.ratios[0].denominators.back() * share);
    }
    return made;
  };
  const double planned = search.next()->seconds;
  CHECK(search.judge(evidence(planned / 2, 0.9)) == Decision::surely_missed);
  CHECK(search.judge(evidence(planned / 2, 0.011)) == Decision::go_on);
  CHECK(search.judge(evidence(planned, 0.011)) == Decision::enough);
  CHECK(search.judge(evidence(100 * planned, 0)) == Decision::surely_held);
  CHECK(search.judge(evidence(0.001, 0.9)) == Decision::go_on);
}

TEST_CASE("wrong evidence is refused and changes nothing") {
  RateSearch search = make({p99});
  const Probe before = *search.next();
  CHECK_FALSE(search.add({1, {}}));
  CHECK_FALSE(search.add({1, {{{1, 1}, {1}}}}));
  CHECK_FALSE(search.add({1, {{{nan}, {1}}}}));
  CHECK_FALSE(search.add({1, {{{2}, {1}}}}));
  CHECK_FALSE(search.add({1, {{{-1}, {1}}}}));
  CHECK_FALSE(search.add({nan, {{{0}, {1}}}}));
  CHECK(search.next()->rate_per_s == before.rate_per_s);
  CHECK(search.answer().probes == 0);
}

TEST_CASE("a target that never answers ends the search when time is up") {
  RateSearch search = make({p99}, {.ceiling_per_s = 1000, .longest_s = 10, .most_s = 50});
  while (search.next()) REQUIRE(search.add({10, {{{0, 0}, {0, 0}}}}));
  CHECK(search.answer().ending == Ending::undecided);
  CHECK_FALSE(search.answer().rate_per_s);
}

TEST_CASE("probes that take no time don't go on for ever") {
  RateSearch search = make({p99});
  while (search.next()) REQUIRE(search.add({0, {{{}, {}}}}));
  CHECK(search.answer().probes <= 200);
}

TEST_CASE("what can't be searched is refused in a line") {
  CHECK_FALSE(RateSearch::make({}, {.ceiling_per_s = 1000}));
  CHECK_FALSE(RateSearch::make({{"p", Limit::Kind::share, 1}}, {.ceiling_per_s = 1000}));
  CHECK_FALSE(RateSearch::make({{"m", Limit::Kind::mean, nan}}, {.ceiling_per_s = 1000}));
  CHECK_FALSE(RateSearch::make({p99}, {.ceiling_per_s = nan}));
  CHECK_FALSE(RateSearch::make({p99}, {.ceiling_per_s = 10, .lowest_per_s = 10}));
  CHECK_FALSE(RateSearch::make({p99}, {.ceiling_per_s = 10, .within = 0}));
  const auto made = RateSearch::make({p99}, {.ceiling_per_s = 10, .shortest_s = 5, .longest_s = 2});
  REQUIRE_FALSE(made);
  CHECK(made.error().message == "probes of 5 s to 2 s don't make a search of 600 s");
}

}  // namespace
}  // namespace harness::search::rate_search_test
