#include "harness/stats/steady.h"

#include <doctest/doctest.h>

#include <cmath>

#include "harness/stats/quantile.h"
#include "harness/stats/virtual_queue.h"

namespace steady_test {

using namespace harness::stats;
using Verdict = Steady::Verdict;

namespace {

constexpr double service_ns = 1e5;

double uniform(VirtualQueue::Random& random) {
  return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
}

/// A cache whose hits rise as 1 - exp(-t / warming), and misses that take 20 times as long.
VirtualQueue::Draw cold_cache(double warming_ns) {
  return [=](VirtualQueue::Random& random, double now) {
    const bool hit = uniform(random) < 1 - std::exp(-now / warming_ns);
    return VirtualQueue::Service{(hit ? 1 : 20) * service_ns * -std::log(uniform(random)), hit};
  };
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
  return find_steady(queue.slices(), caches);
}

double mean_after(const VirtualQueue& queue, std::size_t cut) {
  double sum = 0, count = 0;
  for (std::size_t i = cut; i < queue.slices().size(); ++i) {
    sum += queue.slices()[i].sum();
    count += static_cast<double>(queue.slices()[i].count());
  }
  return sum / count;
}

}  // namespace

TEST_CASE("a steady run is found steady, and hardly anything is cut") {
  constexpr int runs = 40;
  int never = 0, cut_a_tenth = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    VirtualQueue queue(
        8'000, seed % 2 == 0 ? exponential_service(service_ns) : constant_service(service_ns),
        seed);
    queue.run(15'000);
    const Steady found = steady_of(queue);
    CHECK(found.verdict != Verdict::cant_tell);
    CHECK(found.cut <= queue.slices().size() / 2);
    if (found.cut == 0 && found.verdict == Verdict::steady) {
      CHECK(found.reason == "steady from the start");
    }
    if (found.verdict == Verdict::never) ++never;
    if (found.cut > queue.slices().size() / 10) ++cut_a_tenth;
  }
  CHECK(never <= 2);        // in 1,000 runs there were 3
  CHECK(cut_a_tenth <= 6);  // in 1,000 runs there were 50
}

TEST_CASE("a backlog at the start is cut off, as far as it reaches and not much further") {
  double bias = 0, cut = 0;
  constexpr int runs = 10;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    VirtualQueue queue(5'000, exponential_service(service_ns), seed, 500 * service_ns);
    queue.run(50'000);  // the backlog is gone after some 500: a hundredth of the run
    const Steady found = steady_of(queue);
    CHECK(found.verdict == Verdict::steady);
    REQUIRE(found.cut > 0);
    CHECK(found.reason.find("slices are warm-up: ") != std::string::npos);
    cut += static_cast<double>(found.cut) / static_cast<double>(queue.slices().size()) / runs;
    bias += (mean_after(queue, found.cut) / (2 * service_ns) - 1) / runs;
  }
  CHECK(std::abs(bias) < 0.02);
  CHECK(cut < 0.05);
}

TEST_CASE("a cold cache is cut off until the queue that it built up is gone") {
  constexpr double run_ns = 50'000 / 5'000.0 * 1e9;
  double mean_bias = 0, p99_bias = 0;
  constexpr int runs = 10;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    VirtualQueue queue(5'000, cold_cache(run_ns / 100), seed);
    queue.run(50'000);
    const Steady found = steady_of(queue);
    CHECK(found.verdict == Verdict::steady);
    const auto rest = std::span(queue.slices()).subspan(found.cut);
    mean_bias += (mean_after(queue, found.cut) / (2 * service_ns) - 1) / runs;
    p99_bias +=
        (estimate_quantile(rest, 0.99).value / (2 * service_ns * std::log(100.0)) - 1) / runs;
  }
  CHECK(std::abs(mean_bias) < 0.02);
  CHECK(std::abs(p99_bias) < 0.03);
}

TEST_CASE("a warm-up that only the cache shows is found there") {
  std::vector<harness::record::SparseHistogram> slices;
  Series hits{"cache hit ratio", {}};
  VirtualQueue queue(5'000, exponential_service(service_ns), 1);
  queue.run(50'000);
  for (std::size_t i = 0; i < queue.slices().size(); ++i) {
    hits.ratio.numerators.push_back(i < 9 ? 100 + 80.0 * static_cast<double>(i) : 900);
    hits.ratio.denominators.push_back(1000);
  }
  const Steady found = find_steady(queue.slices(), {&hits, 1});
  CHECK(found.verdict == Verdict::steady);
  CHECK(found.cut == 9);
  CHECK(found.reason.find("cache hit ratio 0.42 before, 0.9 after") != std::string::npos);
}

TEST_CASE("a service that grows slower all the time never becomes steady") {
  for (const double rate : {3'000.0, 5'000.0, 8'000.0}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      VirtualQueue queue(rate, drifting(0.3, 40'000 / rate * 1e9), seed);
      queue.run(40'000);
      const Steady found = steady_of(queue);
      CHECK(found.verdict == Verdict::never);
      CHECK(found.reason.find("never became steady: ") == 0);
    }
  }
}

TEST_CASE("a warm-up that takes more than half the run never becomes steady") {
  constexpr double run_ns = 50'000 / 5'000.0 * 1e9;
  for (const double warming : {0.03, 0.05, 0.5}) {
    VirtualQueue queue(5'000, cold_cache(warming * run_ns), 1);
    queue.run(50'000);
    const Steady found = steady_of(queue);
    CHECK(found.verdict == Verdict::never);
    CHECK(found.cut <= queue.slices().size() / 2);
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
  CHECK(find_steady(slices).verdict == Verdict::steady);
  CHECK(find_steady({}).verdict == Verdict::cant_tell);
  const std::vector<harness::record::SparseHistogram> empty(100);
  CHECK(find_steady(empty).verdict == Verdict::cant_tell);
  slices.resize(30);  // of which 15 have requests
  CHECK(find_steady(slices).verdict == Verdict::cant_tell);
}

}  // namespace steady_test
