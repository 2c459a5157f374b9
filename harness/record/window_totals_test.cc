#include "harness/record/window_totals.h"

#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <random>

namespace window_totals_test {

using namespace std::chrono_literals;

using harness::Duration;
using harness::Instant;
using harness::Sample;
using harness::record::PhaseTotals;
using harness::record::WindowTotals;

namespace {

Sample ended(std::uint32_t window, Duration wait, Duration service) {
  Sample sample;
  sample.window = window;
  sample.due = Instant(1s * window);
  sample.sent = sample.due + 1us;
  sample.started = sample.sent + wait;
  sample.served = sample.finished = sample.started + service;
  return sample;
}

std::map<std::uint32_t, PhaseTotals> by_window(const WindowTotals& all) {
  std::map<std::uint32_t, PhaseTotals> sums;
  all.visit([&](std::uint32_t window, const auto& totals) { sums[window].merge(totals); });
  return sums;
}

}  // namespace

TEST_CASE("requests of many windows, in any order, are all there, each in its own") {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<std::uint32_t> window(0, 99);
  std::exponential_distribution<> draw(1e-6);
  WindowTotals taken, sum;
  std::map<std::uint32_t, PhaseTotals> truth;
  for (int i = 0; i < 20'000; ++i) {
    const bool waited = i % 3 == 0;
    const Duration service(static_cast<Duration::rep>(draw(random)));
    const Sample sample = ended(window(random), waited ? 5us : 0us, service);
    taken.add(sample);
    truth[sample.window].add(sample);
    if (i % 7000 != 6999 && i != 19'999) continue;
    taken.settle();
    sum.merge(taken);
    taken.clear();
    CHECK(taken.empty());
  }
  const auto found = by_window(sum);
  REQUIRE(found.size() == 100);
  for (const auto& [number, totals] : truth) {
    const PhaseTotals& other = found.at(number);
    CHECK(other.outcomes.ok == totals.outcomes.ok);
    CHECK(other.stay.quantile(0.9) == totals.stay.quantile(0.9));
    CHECK(other.service.mean() == doctest::Approx(totals.service.mean()));
    CHECK(other.wait.count() == totals.wait.count());
    CHECK(other.wait.mean() == doctest::Approx(totals.wait.mean()));
    CHECK(other.delivery.count() == totals.delivery.count());
    CHECK(other.slowest.sorted().front().latency() == totals.slowest.sorted().front().latency());
  }
}

TEST_CASE("what a stall of five minutes leaves takes some MiB, not a hundred") {
  WindowTotals taken;
  constexpr std::uint32_t windows = 1200;  // of a quarter of a second
  for (std::uint32_t window = 0; window < windows; ++window) {
    for (int i = 0; i < 50; ++i) {
      taken.add(ended(window, 250ms * (windows - window), 1ms + i * 10us));
    }
  }
  CHECK(by_window(taken).size() == windows);
  CHECK(taken.memory_bytes() < std::size_t{10} << 20);
  CHECK(taken.memory_bytes() > std::size_t{1} << 20);
}

}  // namespace window_totals_test
