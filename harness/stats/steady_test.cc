#include "harness/stats/steady.h"

#include <doctest/doctest.h>

#include <cmath>

#include "harness/stats/quantile.h"
#include "harness/stats/steady_case.h"
#include "harness/stats/virtual_queue.h"

namespace steady_test {

using namespace harness::stats;
using Verdict = Steady::Verdict;

namespace {

constexpr double service_ns = 1e5;
constexpr int seeds = 200;

double uniform(VirtualQueue::Random& random) {
  return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
}

/// A cache whose hits rise as 1 - exp(-t / warming), and misses that take 20 times as long.
VirtualLoad cold_cache(double warming_s) {
  return {.length_s = 10,
          .per_second = 5'000,
          .even = false,
          .queued = true,
          .work = [=](VirtualLoad::Random& random, double at_s) {
            const bool hit = uniform(random) < 1 - std::exp(-at_s / warming_s);
            return VirtualLoad::Work{(hit ? 1 : 20) * 1e-4 * -std::log(uniform(random)), hit};
          }};
}

/// A service that takes `growth` longer at the end of the run than at its start.
VirtualQueue::Draw drifting(double growth, double run_ns) {
  return [=](VirtualQueue::Random& random, double now) {
    return VirtualQueue::Service{service_ns * (1 + growth * now / run_ns) *
                                 -std::log(uniform(random))};
  };
}

Steady steady_of(const VirtualQueue& queue) {
  const std::vector<Series> caches{{"cache hit ratio", queue.cache_hit_ratio()}};
  const std::vector<std::uint64_t> none(queue.slices().size());
  return find_steady(queue.slices(), none, caches);
}

double mean_after(const VirtualRun& run, std::size_t cut) {
  double sum = 0, count = 0;
  for (std::size_t i = cut; i < run.latency.size(); ++i) {
    sum += run.latency[i].sum();
    count += static_cast<double>(run.latency[i].count());
  }
  return sum / count;
}

struct Tally {
  int cut = 0, never = 0;

  explicit Tally(const SteadyCase& known) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const Steady found = harness::stats::steady_of(known, seed);
      CHECK(found.verdict != Verdict::cant_tell);
      CHECK(found.cut <= (64 + seed % 64) / 2);
      if (found.cut > 0) ++cut;
      if (found.verdict == Verdict::never) ++never;
    }
  }
};

}  // namespace

TEST_CASE("of loads that are steady from the start nothing is cut, and none is called unsteady") {
  int cut = 0, never = 0, loads = 0;
  for (const SteadyCase& known : steady_loads()) {
    CAPTURE(known.name);
    const Tally tally(known);
    CHECK(tally.cut <= 4);  // 0.5 % of 200 is one; four or more of a true 0.5 %: in 2 % of tests
    CHECK(tally.never <= 4);
    cut += tally.cut;
    never += tally.never;
    ++loads;
  }
  CHECK(cut <= loads * seeds / 200);  // 0.5 %
  CHECK(never <= loads * seeds / 200);
}

TEST_CASE("stalls, failures and steps are never cut") {
  for (const SteadyCase& known : disturbed_loads()) {
    CAPTURE(known.name);
    CHECK(Tally(known).cut <= 1);
  }
}

TEST_CASE("start-ups of every law are cut") {
  for (const SteadyCase& known : start_ups()) {
    CAPTURE(known.name);
    CHECK(Tally(known).cut >= 0.95 * seeds);
  }
}

TEST_CASE("a start-up is cut as far as it reaches and not much further") {
  for (const SteadyCase& known : start_ups()) {
    if (known.name != "line, 10/s") continue;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {  // it lasts for a tenth of the run
      const double slices = 64 + static_cast<double>(seed % 64);
      const auto cut = static_cast<double>(harness::stats::steady_of(known, seed).cut);
      CHECK(cut > 0.09 * slices);
      CHECK(cut < 0.13 * slices);
    }
  }
}

TEST_CASE("what a start-up is cut to ends before a stall and before a failure in it") {
  VirtualLoad load = start_ups()[0].load;  // exponential, with a second as its time constant
  load.stalls = {{2, 1}};
  load.slices = 100;  // of 0.3 s each
  for (std::uint64_t seed = 1; seed <= 30; ++seed) CHECK(run(load, seed).steady().cut <= 6);
  load.stalls = {};
  load.failing = {{2, 1}};
  int cut = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Steady found = run(load, seed).steady();
    CHECK(found.cut <= 6);
    if (found.cut == 6) {
      ++cut;
      CHECK(found.reason.find("no more, as then a request failed or was shed") !=
            std::string::npos);
    }
  }
  CHECK(cut > 0);
}

TEST_CASE("a cold cache is cut off until the queue that it built up is gone") {
  double mean_bias = 0;
  constexpr int runs = 10;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const VirtualRun cold = run(cold_cache(0.1), seed);
    const Steady found = cold.steady();
    CHECK(found.verdict == Verdict::steady);
    CHECK(found.reason.find("slices are warm-up: ") != std::string::npos);
    mean_bias += (mean_after(cold, found.cut) / (2 * service_ns) - 1) / runs;
  }
  CHECK(std::abs(mean_bias) < 0.02);
}

TEST_CASE("a warm-up that only the cache shows is found there") {
  Series hits{"cache hit ratio", {}};
  VirtualQueue queue(5'000, exponential_service(service_ns), 1);
  queue.run(50'000);
  for (std::size_t i = 0; i < queue.slices().size(); ++i) {
    hits.ratio.numerators.push_back(i < 9 ? 100 + 80.0 * static_cast<double>(i) : 900);
    hits.ratio.denominators.push_back(1000);
  }
  const std::vector<std::uint64_t> none(queue.slices().size());
  const Steady found = find_steady(queue.slices(), none, {&hits, 1});
  CHECK(found.verdict == Verdict::steady);
  CHECK(found.cut == 9);
  CHECK(found.reason.find("cache hit ratio 0.42 before, 0.9 after") != std::string::npos);
}

TEST_CASE("a service that grows slower all the time never becomes steady, and nothing is cut") {
  int never = 0, runs = 0;
  for (const double rate : {3'000.0, 5'000.0, 8'000.0}) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      VirtualQueue queue(rate, drifting(0.3, 40'000 / rate * 1e9), seed);
      queue.run(40'000);
      const Steady found = steady_of(queue);
      ++runs;
      if (found.verdict != Verdict::never) continue;
      ++never;
      CHECK(found.reason.find("never became steady: ") == 0);
    }
  }
  CHECK(never >= 0.9 * runs);
}

TEST_CASE("a warm-up that takes more than half the run never becomes steady") {
  for (const double warming_s : {0.5, 5.0}) {
    const Steady found = run(cold_cache(warming_s), 1).steady();
    CHECK(found.verdict == Verdict::never);
    CHECK(found.cut <= 50);
  }
}

TEST_CASE("slices without requests are no evidence and do no harm") {
  VirtualQueue queue(5'000, exponential_service(service_ns), 2);
  queue.run(50'000);
  std::vector<harness::record::SparseHistogram> slices;
  for (const auto& slice : queue.slices()) {
    slices.emplace_back();
    slices.push_back(slice);
  }
  const std::vector<std::uint64_t> none(slices.size());
  CHECK(find_steady(slices, none).verdict == Verdict::steady);
  CHECK(find_steady({}, {}).verdict == Verdict::cant_tell);
  const std::vector<harness::record::SparseHistogram> empty(none.size());
  CHECK(find_steady(empty, none).verdict == Verdict::cant_tell);
  slices.resize(30);  // of which 15 have requests
  CHECK(find_steady(slices, std::span(none).first(30)).verdict == Verdict::cant_tell);
}

}  // namespace steady_test
