#include "harness/record/compact_totals.h"

#include <doctest/doctest.h>

namespace compact_totals_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Outcome;
using harness::Sample;
using harness::record::CompactTotals;
using harness::record::PhaseTotals;

namespace {

PhaseTotals totals(std::uint64_t first, std::uint64_t end) {
  PhaseTotals made;
  made.stages.resize(2);
  for (std::uint64_t i = first; i < end; ++i) {
    const std::vector<Duration> stages{1us * (i % 10), i % 3 == 0 ? -1ns : 2us};
    Sample sample;
    sample.request = {i, i};
    sample.outcome = i % 11 == 0 ? Outcome::shed : i % 7 == 0 ? Outcome::failed : Outcome::ok;
    sample.due = Instant(1ms * i);
    sample.sent = sample.due + 1us;
    sample.started = sample.sent + 1us * (i % 100);
    sample.served = sample.started + 30us;
    sample.finished = sample.served + 1us * (i % 13);
    sample.stages = stages;
    made.add(sample);
  }
  return made;
}

void check_same(const PhaseTotals& a, const PhaseTotals& b) {
  CHECK(a.outcomes.ok == b.outcomes.ok);
  CHECK(a.outcomes.failed == b.outcomes.failed);
  CHECK(a.outcomes.shed == b.outcomes.shed);
  const auto same = [](const auto& x, const auto& y) {
    CHECK(x.count() == y.count());
    CHECK(x.mean() == y.mean());
    CHECK(x.max() == y.max());
    CHECK(x.quantile(0.9) == y.quantile(0.9));
  };
  same(a.latency, b.latency);
  same(a.stay, b.stay);
  same(a.lag, b.lag);
  same(a.wait, b.wait);
  same(a.service, b.service);
  same(a.delivery, b.delivery);
  REQUIRE(a.stages.size() == b.stages.size());
  for (std::size_t i = 0; i < a.stages.size(); ++i) same(a.stages[i], b.stages[i]);
  CHECK(a.first_due == b.first_due);
  CHECK(a.last_finished == b.last_finished);
  const auto slow_a = a.slowest.sorted();
  const auto slow_b = b.slowest.sorted();
  REQUIRE(slow_a.size() == slow_b.size());
  for (std::size_t i = 0; i < slow_a.size(); ++i) {
    CHECK(slow_a[i].latency() == slow_b[i].latency());
  }
}

}  // namespace

TEST_CASE("slices made compact and put together again are the whole") {
  const PhaseTotals whole = totals(0, 1000);
  CompactTotals first(totals(0, 400));
  first.merge(CompactTotals(totals(400, 900)));
  PhaseTotals sum;
  sum.merge(first);
  sum.merge(CompactTotals(totals(900, 1000)));
  check_same(sum, whole);
}

TEST_CASE("the parts of a request's time add up to its stay, and with its lag to its latency") {
  const PhaseTotals whole = totals(0, 1000);
  const double parts = whole.wait.mean() + whole.service.mean() + whole.delivery.mean();
  CHECK(parts == doctest::Approx(whole.stay.mean()));
  CHECK(parts + 1000 == doctest::Approx(whole.latency.mean()));  // 1 us of lag each
}

}  // namespace compact_totals_test
