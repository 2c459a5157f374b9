#include "harness/schedule/schedule.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"
#include "harness/schedule/shapes.h"

namespace schedule_test {

using namespace harness;
using namespace harness::schedule;
using namespace std::chrono_literals;

namespace {

Schedule schedule_of(std::vector<Segment> segments, Arrivals arrivals, std::uint64_t seed = 1) {
  auto profile = RateProfile::make(std::move(segments));
  REQUIRE(profile);
  return Schedule(*profile, arrivals, seed);
}

std::vector<Arrival> all(Schedule schedule) {
  std::vector<Arrival> arrivals;
  while (const auto arrival = schedule.next()) arrivals.push_back(*arrival);
  return arrivals;
}

std::vector<double> count_by_phase(const Schedule& schedule) {
  std::vector<double> counts(schedule.profile().segments().size());
  for (const Arrival& arrival : all(schedule)) ++counts[arrival.phase];
  return counts;
}

/// Every kind of segment, rates that divide nothing, and a boundary in mid-arrival.
std::vector<Segment> rough_load() {
  return {{"a", 0, 700, 3s},   {"b", 0, 0, 1s},      {"c", 333, 333, 1100ms}, {"d", 900, 0, 2s},
          {"e", 0.1, 0.1, 3s}, {"f", 1e5, 1e5, 1ms}, {"g", 0, 0, 1s}};
}

}  // namespace

TEST_CASE("constant arrivals at 7/s: the k-th due at (k + 1/2)/7 s, to the nanosecond, for ever") {
  const std::vector<Arrival> arrivals =
      all(schedule_of(constant("a", 7, 40'000s), Arrivals::constant));
  REQUIRE(arrivals.size() == 280'000);
  for (std::int64_t k = 0; k < 280'000; ++k) {
    const std::int64_t nearest = ((2 * k + 1) * 1'000'000'000 + 7) / 14;
    REQUIRE(arrivals[static_cast<std::size_t>(k)].offset.count() == nearest);
  }
}

TEST_CASE("constant arrivals: every segment gets exactly what it expects") {
  CHECK(count_by_phase(schedule_of({{"warm-up", 100, 100, 10s},
                                    {"rise", 100, 300, 10s},
                                    {"quiet", 0, 0, 10s},
                                    {"peak", 300, 300, 10s},
                                    {"fall", 300, 0, 10s},
                                    {"odd", 30, 30, 100ms}},
                                   Arrivals::constant)) ==
        std::vector<double>{1000, 2000, 0, 3000, 1500, 3});
}

TEST_CASE("constant arrivals: at every instant within half an arrival of the expected number") {
  const Schedule schedule = schedule_of(rough_load(), Arrivals::constant);
  double before = 0;
  for (const Arrival& arrival : all(schedule)) {
    const double expected = schedule.profile().expected_before(arrival.offset);
    REQUIRE(std::abs(expected - (before + 0.5)) < 1e-3);  // 1e5/s moves by 1e-4 a nanosecond
    ++before;
  }
  CHECK(before == std::round(schedule.profile().expected()));
}

TEST_CASE("due times never go back and lie within their phase") {
  for (const Arrivals& kind : {Arrivals::constant, Arrivals::poisson}) {
    const Schedule schedule = schedule_of(rough_load(), kind);
    Duration last{};
    const std::vector<Arrival> arrivals = all(schedule);
    REQUIRE(arrivals.size() > 2000);
    for (const Arrival& arrival : arrivals) {
      REQUIRE(arrival.offset >= last);
      REQUIRE(arrival.offset >= schedule.profile().start(arrival.phase));
      REQUIRE(arrival.offset < schedule.profile().start(arrival.phase + 1));
      last = arrival.offset;
    }
  }
}

TEST_CASE("a load without arrivals, and the end, stay empty") {
  Schedule nothing = schedule_of(constant("quiet", 0, 10s), Arrivals::poisson);
  CHECK_FALSE(nothing.next());
  CHECK_FALSE(nothing.next());
  Schedule one = schedule_of(constant("a", 1, 1s), Arrivals::constant);
  CHECK(one.next()->offset == 500ms);
  CHECK_FALSE(one.next());
  CHECK_FALSE(one.next());
}

TEST_CASE("the highest rate is an arrival every nanosecond") {
  const std::vector<Arrival> arrivals =
      all(schedule_of(constant("a", 1e9, 100us), Arrivals::constant));
  REQUIRE(arrivals.size() == 100'000);
  CHECK(arrivals.back().offset == 100us - 1ns);
}

TEST_CASE("Poisson gaps are exponential at the given rate") {
  const double rate = 1000;
  const std::vector<Arrival> arrivals =
      all(schedule_of(constant("a", rate, 50s), Arrivals::poisson));
  std::vector<double> gaps;
  for (std::size_t i = 1; i < arrivals.size(); ++i) {
    gaps.push_back(
        std::chrono::duration<double>(arrivals[i].offset - arrivals[i - 1].offset).count());
  }
  CHECK(kolmogorov_smirnov_p(gaps, [&](double x) { return 1 - std::exp(-rate * x); }) > 1e-3);
  CHECK(kolmogorov_smirnov_p(gaps, [&](double x) { return 1 - std::exp(-rate * x * 1.05); }) <
        1e-6);
}

TEST_CASE("Poisson counts are as scattered as the law says, no more and no less") {
  const std::vector<Arrival> arrivals =
      all(schedule_of(constant("a", 50, 2000s), Arrivals::poisson));
  std::vector<double> per_second(2000);
  for (const Arrival& arrival : arrivals)
    ++per_second[static_cast<std::size_t>(arrival.offset / 1s)];
  const double p = chi_square_p(per_second, std::vector<double>(2000, 50), 0);
  CHECK(p > 1e-3);
  CHECK(p < 1 - 1e-3);
}

TEST_CASE("Poisson arrivals follow a bent profile: counts of 100 ms against its integral") {
  const Schedule schedule = schedule_of({{"rise", 0, 2000, 5s},
                                         {"steady", 2000, 2000, 2s},
                                         {"fall", 2000, 100, 3s},
                                         {"steps", 1000, 1000, 1s}},
                                        Arrivals::poisson);
  std::vector<double> observed(109);
  std::vector<double> expected(109);
  for (const Arrival& arrival : all(schedule)) {
    if (arrival.offset >= 100ms) ++observed[static_cast<std::size_t>(arrival.offset / 100ms) - 1];
  }
  for (int i = 0; i < 109; ++i) {
    expected[static_cast<std::size_t>(i)] = schedule.profile().expected_before((i + 2) * 100ms) -
                                            schedule.profile().expected_before((i + 1) * 100ms);
  }
  const double p = chi_square_p(observed, expected, 0);
  CHECK(p > 1e-3);
  CHECK(p < 1 - 1e-3);
}

TEST_CASE("the rate really offered: within 0.1 % of the one asked for, over many seeds") {
  double count = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    count += static_cast<double>(
        all(schedule_of(constant("a", 100'000, 250ms), Arrivals::poisson, seed)).size());
  }
  CHECK(std::abs(count / 5e6 - 1) < 0.001);  // 2.2 standard errors
}

TEST_CASE("Poisson counts of a segment have mean and variance alike, over seeds") {
  double sum = 0;
  double squares = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const double n = count_by_phase(
        schedule_of({{"quiet", 0, 0, 1s}, {"rise", 0, 80, 1s}}, Arrivals::poisson, seed))[1];
    sum += n;
    squares += (n - 40) * (n - 40);
  }
  CHECK(std::abs(sum / 2000 - 40) < 4 * std::sqrt(40.0 / 2000));
  // A Poisson law's fourth central moment is m + 3 m^2, so its variance's variance is (m + 2
  // m^2)/n.
  CHECK(std::abs(squares / 2000 - 40) < 4 * std::sqrt((40 + 2 * 1600) / 2000.0));
}

TEST_CASE("a seed fixes every arrival, another seed changes them, a copy goes on alike") {
  const auto offsets = [](std::uint64_t seed) {
    std::vector<std::int64_t> list;
    for (const Arrival& a : all(schedule_of(rough_load(), Arrivals::poisson, seed))) {
      list.push_back(a.offset.count());
    }
    return list;
  };
  CHECK(offsets(1) == offsets(1));
  CHECK(offsets(1) != offsets(2));
  Schedule schedule = schedule_of(rough_load(), Arrivals::poisson);
  for (int i = 0; i < 500; ++i) schedule.next();
  Schedule copy = schedule;
  for (int i = 0; i < 500; ++i) REQUIRE(schedule.next()->offset == copy.next()->offset);
}

}  // namespace schedule_test
