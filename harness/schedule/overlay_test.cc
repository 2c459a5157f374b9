// Several streams as one schedule, and clustered arrivals under a rate.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <sstream>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"
#include "harness/schedule/schedule.h"
#include "harness/schedule/shapes.h"

namespace overlay_test {

using namespace harness;
using namespace harness::schedule;
using namespace std::chrono_literals;

namespace {

RateProfile profile_of(std::vector<Segment> segments) {
  return RateProfile::make(std::move(segments)).value();
}

Trace trace_of(const std::string& csv) {
  std::istringstream text(csv);
  return Trace::read(text, "made.csv", 1).value();
}

std::vector<Arrival> all(Schedule schedule) {
  std::vector<Arrival> arrivals;
  while (const auto arrival = schedule.next()) arrivals.push_back(*arrival);
  return arrivals;
}

std::vector<double> counts(const std::vector<Arrival>& arrivals, Duration window, std::size_t n) {
  std::vector<double> found(n);
  for (const Arrival& a : arrivals) {
    const auto i = static_cast<std::size_t>(a.offset / window);
    if (i < n) ++found[i];
  }
  return found;
}

/// Variance by mean.
double dispersion(const std::vector<double>& counts) {
  double sum = 0, squares = 0;
  for (const double count : counts) sum += count;
  const double mean = sum / static_cast<double>(counts.size());
  for (const double count : counts) squares += (count - mean) * (count - mean);
  return squares / static_cast<double>(counts.size() - 1) / mean;
}

}  // namespace

TEST_CASE("gamma gaps at a constant rate follow their law") {
  constexpr double rate = 1000, cv = 2, shape = 0.25;
  const auto arrivals = all(Schedule(profile_of(constant("a", rate, 30s)), Arrivals::gamma(cv), 1));
  std::vector<double> gaps;
  for (std::size_t i = 1; i < arrivals.size(); ++i) {
    gaps.push_back(
        std::chrono::duration<double>(arrivals[i].offset - arrivals[i - 1].offset).count());
  }
  // Due times are whole nanoseconds, so of gaps below a thousand of those only the number is
  // tested.
  const double least = 1e-6;
  const auto law = [&](double by, double x) {
    return boost::math::gamma_p(by * shape, by * shape * rate * x);
  };
  const double all_gaps = static_cast<double>(gaps.size()), small = law(1, least);
  std::erase_if(gaps, [&](double gap) { return gap < least; });
  const double strayed = all_gaps - static_cast<double>(gaps.size()) - small * all_gaps;
  CHECK(std::abs(strayed) < 4 * std::sqrt(small * (1 - small) * all_gaps));
  const auto p = [&](double by) {
    const double below = law(by, least);
    return kolmogorov_smirnov_p(gaps, [&](double x) { return (law(by, x) - below) / (1 - below); });
  };
  CHECK(p(1) > 1e-3);
  CHECK(p(1.2) < 1e-6);
}

TEST_CASE("the counts of long stretches scatter cv^2 times as much as Poisson's") {
  for (const double cv : {0.2, 0.5, 2.0, 3.0}) {
    CAPTURE(cv);
    // Windows of a thousand: the index is cv^2 + (1 - cv^4)/6000 (Cox 1962, 4.5 and 5.4).
    const auto arrivals =
        all(Schedule(profile_of(constant("a", 1000, 1500s)), Arrivals::gamma(cv), 3));
    const double limit = cv * cv + (1 - cv * cv * cv * cv) / 6000;
    const double index = dispersion(counts(arrivals, 1s, 1500));
    CHECK(std::abs(index / limit - 1) < 4 * std::sqrt(2.0 / 1500));
  }
}

TEST_CASE("clustered arrivals offer the rate from the first instant on, on the average of seeds") {
  double first = 0, last = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    const auto arrivals =
        all(Schedule(profile_of(constant("a", 10, 1s)), Arrivals::gamma(4), seed));
    for (const Arrival& arrival : arrivals) ++(arrival.offset < 100ms ? first : last);
  }
  // An upper bound of the counts' variance is cv^2 times their mean.
  CHECK(std::abs(first / 20'000 - 1) < 4 * std::sqrt(16.0 / 20'000));
  CHECK(std::abs(last / 20'000 - 9) < 4 * std::sqrt(16.0 * 9 / 20'000));
}

TEST_CASE("clustered arrivals follow a bent profile and stay in their phases") {
  const RateProfile profile =
      profile_of({{"rise", 0, 4000, 5s}, {"quiet", 0, 0, 1s}, {"fall", 2000, 100, 4s}});
  std::vector<double> sums(3);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Duration last{};
    for (const Arrival& a : all(Schedule(profile, Arrivals::gamma(2), seed))) {
      REQUIRE(a.offset >= last);
      REQUIRE(a.offset >= profile.start(a.phase));
      REQUIRE(a.offset < profile.start(a.phase + 1));
      last = a.offset;
      ++sums[a.phase];
    }
  }
  for (const std::size_t phase : {0U, 1U, 2U}) {
    const double expected = 50 * profile.expected_within(phase);
    CHECK(std::abs(sums[phase] - expected) <= 4 * 2 * std::sqrt(expected));
  }
}

TEST_CASE("streams laid over one another: all of their arrivals, in order, by phase of the first") {
  const std::vector<Segment> segments{{"quiet", 0, 0, 2s}, {"busy", 100, 100, 2s}};
  Schedule schedule(profile_of(segments), Arrivals::constant, 7);
  schedule.overlay(profile_of(constant("users", 50, 3s)), Arrivals::constant);
  schedule.overlay(trace_of("0\n0.5\n3\n9\n"), 500ms);
  const std::vector<Arrival> arrivals = all(schedule);
  std::vector<double> by_phase(2);
  Duration last{};
  for (const Arrival& a : arrivals) {
    REQUIRE(a.offset >= last);
    REQUIRE(a.phase == (a.offset >= 2s ? 1 : 0));
    last = a.offset;
    ++by_phase[a.phase];
  }
  CHECK(by_phase == std::vector<double>{100 + 2, 200 + 50 + 1});  // one is beyond the end
  CHECK(schedule.plan(0).arrivals == doctest::Approx(102));
  CHECK(schedule.plan(1).arrivals == doctest::Approx(251));
  CHECK(schedule.plan(1).variance == 0);
  CHECK(schedule.length() == 4s);
}

TEST_CASE("what several streams scatter by is the sum of what each does") {
  Schedule schedule(profile_of(constant("a", 100, 10s)), Arrivals::poisson, 1);
  schedule.overlay(profile_of(constant("b", 10, 10s)), Arrivals::gamma(3));
  CHECK(schedule.plan(0).arrivals == doctest::Approx(1100));
  CHECK(schedule.plan(0).variance == doctest::Approx(1000 + 9 * 100));
}

TEST_CASE("a phase is even where each stream has one rate throughout") {
  const std::vector<Segment> segments{{"a", 10, 10, 2s}, {"b", 10, 20, 2s}, {"c", 5, 5, 2s}};
  const auto even = [](const Schedule& schedule) {
    std::vector<bool> phases;
    for (std::size_t i = 0; i < 3; ++i) phases.push_back(schedule.plan(i).even);
    return phases;
  };
  using Phases = std::vector<bool>;
  const Schedule alone(profile_of(segments), Arrivals::poisson, 1);
  CHECK(even(alone) == Phases{true, false, true});
  Schedule ends = alone, changes = alone, silent = alone, recorded = alone;
  ends.overlay(profile_of(constant("users", 7, 5s)), Arrivals::poisson);
  CHECK(even(ends) == Phases{true, false, false});
  changes.overlay(profile_of({{"one", 7, 7, 1s}, {"two", 8, 8, 5s}}), Arrivals::poisson);
  CHECK(even(changes) == Phases{false, false, true});
  silent.overlay(profile_of({{"one", 7, 7, 2s}, {"two", 0, 0, 1s}}), Arrivals::poisson);
  CHECK(even(silent) == Phases{true, false, true});
  recorded.overlay(trace_of("0\n1\n"), 500ms);
  CHECK(even(recorded) == Phases{false, false, true});
}

TEST_CASE("many independent users make a Poisson stream, however even each of them is") {
  Schedule schedule(profile_of(constant("a", 0, 60s)), Arrivals::constant, 5);
  for (int user = 0; user < 500; ++user) {
    schedule.overlay(profile_of(constant("user", 0.5, 60s)), Arrivals::gamma(0.1));
  }
  std::vector<double> gaps;
  Duration last{};
  for (const Arrival& a : all(schedule)) {
    gaps.push_back(std::chrono::duration<double>(a.offset - last).count());
    last = a.offset;
  }
  // Palm's theorem (Khintchine 1955): as the users grow in number, the gaps become exponential.
  CHECK(kolmogorov_smirnov_p(gaps, [](double x) { return 1 - std::exp(-250 * x); }) > 1e-3);
  CHECK(kolmogorov_smirnov_p(gaps, [](double x) { return 1 - std::exp(-265 * x); }) < 1e-3);
}

TEST_CASE("each stream has numbers of its own, a seed fixes them all, a copy goes on alike") {
  const auto make = [](std::uint64_t seed) {
    Schedule schedule(profile_of(constant("a", 100, 10s)), Arrivals::poisson, seed);
    schedule.overlay(profile_of(constant("a", 100, 10s)), Arrivals::poisson);
    schedule.overlay(profile_of(constant("a", 100, 10s)), Arrivals::poisson);
    return schedule;
  };
  std::vector<std::int64_t> offsets;
  for (const Arrival& a : all(make(1))) offsets.push_back(a.offset.count());
  CHECK(offsets.size() > 2500);
  CHECK(std::adjacent_find(offsets.begin(), offsets.end()) == offsets.end());
  Schedule schedule = make(1), same = make(1), other = make(2);
  for (int i = 0; i < 300; ++i) REQUIRE(schedule.next()->offset == same.next()->offset);
  CHECK(schedule.next()->offset != other.next()->offset);
  Schedule copy = schedule;
  for (int i = 0; i < 300; ++i) REQUIRE(schedule.next()->offset == copy.next()->offset);
}

}  // namespace overlay_test
