// The search that a capacity run makes, on a queue whose highest rate is known, in virtual time.
#include "harness/run/capacity_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "harness/measure/study.h"
#include "harness/schedule/exponential.h"
#include "harness/search/known_rates.h"
#include "harness/slice/test_slice.h"

namespace capacity_search_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Sample;
using harness::measure::MeasuredPhase;
using harness::measure::MeasuredStep;
using harness::record::PhaseTotals;
using harness::result::RunResult;
using harness::result::Verdict;
using harness::run::CapacitySearch;
using harness::scenario::Limit;
using harness::scenario::OpenLoad;
using harness::scenario::Search;
using harness::scenario::Step;
using harness::schedule::Generator;
using harness::slice::Slice;
using harness::slice::Slices;

namespace {

constexpr Duration service = 100us;
constexpr Duration slice_length = 50ms;

const std::vector<Limit> p99_of_1_ms{{"p99<=1ms", "test"}};

Search search_form(Duration most = 10min) {
  return {.load = {},
          .settings = {},
          .within = 0.02,
          .shortest = 1s,
          .longest = std::min<Duration>(60s, most),
          .most = most,
          .curve_point = 2s};
}

/// One server that takes 100 us a request, from an empty queue on: Lindley's recursion. Halfway
/// through its work a request has its first result; then as many gaps come as it takes.
MeasuredStep measure(const Step& step, Generator& random, const CapacitySearch& search) {
  const auto& load = std::get<OpenLoad>(step.load);
  const double gap_ns = 1e9 / load.rate.value;
  const Duration length = load.segments.front().length;
  MeasuredPhase phase{.name = load.segments.front().phase, .length = length};
  Instant due{}, free{};
  for (Instant end{slice_length}; end.time_since_epoch() <= length; end += slice_length) {
    PhaseTotals totals;
    while (due < end) {
      Sample sample;
      sample.due = sample.sent = due;
      sample.started = std::max(due, free);
      sample.served = sample.finished = free = sample.started + service;
      const Duration half = service / 2;
      const std::array<Duration, 1> gaps{sample.finished - due};
      const harness::Marks marks{.first_result = sample.started + half, .gaps = gaps};
      sample.marks = &marks;
      totals.add(sample);
      totals.add_to_class(sample);
      due += Duration(static_cast<Duration::rep>(harness::schedule::exponential(random) * gap_ns));
    }
    Slice slice = harness::slice::slice_of(totals);
    slice.account.add(slice_length, {}, {}, {});
    phase.slices.add(slice);
    if (search.enough(phase.slices.entries())) {
      phase.length = end.time_since_epoch();
      break;
    }
  }
  MeasuredStep measured;
  measured.name = step.name;
  measured.open_loop = true;
  measured.phases.push_back(std::move(phase));
  harness::measure::study(measured);
  return measured;
}

/// Leads a search to its end; what the run's result says of it.
RunResult found(const std::vector<Limit>& limits, const Search& form, double ceiling,
                std::uint64_t seed = 1) {
  auto search = CapacitySearch::make(limits, form, ceiling);
  REQUIRE(search);
  Generator random(seed, harness::schedule::Stream::arrivals);
  RunResult result;
  while (const auto step = search->next()) {
    const MeasuredStep measured = measure(*step, random, *search);
    REQUIRE(search->take(measured));
    harness::result::Point point;
    point.step = step->name;
    point.requests = static_cast<double>(measured.phases[0].totals.outcomes.all());
    point.offered_per_s = std::get<OpenLoad>(step->load).rate.value;
    point.latency_ms_mean = measured.phases[0].totals.latency.mean() / 1e6;
    result.points.push_back(std::move(point));
  }
  search->conclude(result);
  return result;
}

}  // namespace

TEST_CASE("the highest rate of M/D/1 under a P99 is found, with an interval that holds it") {
  const double truth = harness::search::md1_rate(100e-6, 1e-3, 0.01);
  CHECK(truth == doctest::Approx(7734.9).epsilon(1e-4));
  const RunResult result = found(p99_of_1_ms, search_form(), 10'000);
  REQUIRE(result.estimates.size() >= 1);
  const auto& highest = result.estimates[0];
  CHECK(highest.name == "highest rate");
  CHECK(highest.value.value() == doctest::Approx(truth).epsilon(0.02));
  CHECK(highest.low.value() <= truth);
  CHECK(highest.high.value() >= truth);
  CHECK(highest.high.value() - highest.low.value() <= 2 * 0.021 * truth);
  // The P99 decides; that nothing may be shed is implied, and holds.
  REQUIRE(result.objectives.size() == 2);
  CHECK(result.objectives[0].objective == "p99<=1ms");
  CHECK(result.objectives[0].verdict == Verdict::met);
  CHECK(result.objectives[0].sentence.find("which it decides") != std::string::npos);
  CHECK(result.objectives[1].objective == CapacitySearch::implied_limit);
  CHECK(result.objectives[1].verdict == Verdict::met);
}

TEST_CASE("the highest rate under limits on first results and on gaps is found, too") {
  const double of_first = harness::search::md1_rate(100e-6, 1.05e-3, 0.01);
  const double of_gaps = harness::search::md1_rate(100e-6, 1e-3, 0.05);
  const auto check = [](const char* objective, double truth) {
    CAPTURE(objective);
    const RunResult result = found({{objective, "test"}}, search_form(), 10'000);
    REQUIRE(result.estimates.size() >= 1);
    const auto& highest = result.estimates[0];
    REQUIRE(highest.low);
    REQUIRE(highest.high);
    CHECK(*highest.low <= truth);
    CHECK(truth <= *highest.high);
    CHECK(result.objectives[0].verdict == Verdict::met);
  };
  check("ttft_p99<=1ms", of_first);
  check("gap_p95<=1ms", of_gaps);
}

TEST_CASE("after the probes the curve is drawn, and its knee is where Kleinrock's power is") {
  const RunResult result = found(p99_of_1_ms, search_form(), 10'000);
  CHECK(result.points.back().step == "90 % of it");
  REQUIRE(result.estimates.size() == 2);
  CHECK(result.estimates[1].name == "knee");
  // M/D/1: rate over mean latency is largest at rho = 2 - sqrt(2).
  CHECK(result.estimates[1].value.value() == doctest::Approx(5858).epsilon(0.1));
  // Between loads of the curve, which are a tenth of the highest rate apart at the least.
  const double highest = result.estimates[0].value.value();
  CHECK(result.estimates[1].low.value() <= 5858);
  CHECK(result.estimates[1].high.value() >= 5858);
  CHECK(result.estimates[1].high.value() - result.estimates[1].low.value() >= 0.2 * highest);
}

TEST_CASE("the one finding answers both parts of the question, and none counts the probes") {
  const RunResult result = found(p99_of_1_ms, search_form(), 10'000);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].starts_with("The highest rate that holds p99<=1ms"));
  CHECK(result.findings[0].find(". The knee: most throughput for its latency at") !=
        std::string::npos);
  CHECK(result.findings[0].find("probes") == std::string::npos);
  REQUIRE(result.parameters.size() == 1);
  CHECK(result.parameters[0].first == "probes");
}

TEST_CASE("probes that can't be believed say nothing of the knee") {
  const auto search = CapacitySearch::make(p99_of_1_ms, search_form(), 10'000);
  RunResult result;
  for (int i = 0; i < 5; ++i) {
    harness::result::Point point;
    point.requests = 1'000;
    point.offered_per_s = 1'000 * (i + 1);
    point.latency_ms_mean = 1;
    point.valid = false;
    result.points.push_back(point);
  }
  search->conclude(result);
  CHECK(result.findings.at(0).find(
            "The knee: not known, as 5 of the 5 loads on the curve are INVALID") !=
        std::string::npos);
}

TEST_CASE("an objective that even the ceiling holds is told as at least that") {
  const RunResult result = found({{"p99<=1s", "test"}}, search_form(1min), 5000);
  CHECK(result.estimates[0].value.value() >= 5000);
  CHECK(result.findings[0].find("at least") != std::string::npos);
  CHECK(result.objectives[0].verdict == Verdict::met);
}

TEST_CASE("an objective that no rate holds is missed, and there is no curve") {
  const RunResult result = found({{"p99<=50us", "test"}}, search_form(1min), 10'000);
  CHECK_FALSE(result.estimates[0].value);
  CHECK(result.objectives[0].verdict == Verdict::missed);
  CHECK(result.points.back().step.starts_with("probe"));
}

TEST_CASE(
    "what is left of a search is never more than its time, nears the truth and ends with it") {
  auto search = CapacitySearch::make(p99_of_1_ms, search_form(), 10'000);
  REQUIRE(search);
  CHECK(search->left() == 10min + Search::curve_points * 2s);
  Generator random(1, harness::schedule::Stream::arrivals);
  Duration taken{};
  std::vector<std::pair<Duration, Duration>> left;  // when, how long yet
  while (const auto step = search->next()) {
    const MeasuredStep measured = measure(*step, random, *search);
    REQUIRE(search->take(measured));
    taken += measured.phases[0].length;
    const Duration yet = search->left();
    CHECK(taken + yet <= 10min + Search::curve_points * 2s + 1s);
    if (!search->progress().empty()) left.emplace_back(taken, yet);
  }
  CHECK(left.back().second == 0s);
  for (const auto& [when, yet] : left) {
    CAPTURE(when.count());
    // Of the first look, whose interval rests on few probes, only the size is right.
    CHECK(when + yet < 3 * taken);
    CHECK(when + yet > taken / 2);
  }
}

TEST_CASE("when the time is up before, the objective can't be told") {
  const RunResult result = found(p99_of_1_ms, search_form(4s), 10'000);
  CHECK(result.objectives[0].verdict == Verdict::cant_tell);
}

TEST_CASE("a search that somebody ended says so") {
  const auto search = CapacitySearch::make(p99_of_1_ms, search_form(), 10'000);
  RunResult result;
  search->conclude(result);
  CHECK(result.objectives[0].verdict == Verdict::cant_tell);
  CHECK(result.objectives[0].sentence == "the search was ended before it could tell");
  CHECK_FALSE(result.estimates[0].value);
}

TEST_CASE("objectives that no rate can be searched for are refused") {
  const auto refused = [](const char* objective) {
    const std::vector<Limit> limits{{objective, "test"}};
    return !CapacitySearch::make(limits, search_form(), 1000);
  };
  CHECK(refused("max<=1ms"));
  CHECK(refused("throughput>=10/s"));
  CHECK(refused("p99>=1ms"));
  CHECK(refused("p98<=1ms"));
  CHECK_FALSE(refused("mean<=1ms"));
  CHECK_FALSE(refused("shed<=5%"));
}

}  // namespace capacity_search_test
