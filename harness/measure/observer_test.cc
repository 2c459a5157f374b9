#include "harness/measure/observer.h"

#include <doctest/doctest.h>

#include "harness/drive/open_loop.h"
#include "harness/schedule/shapes.h"

namespace observer_test {

using namespace std::chrono_literals;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Observation;
using harness::Outcome;
using harness::Request;
using harness::measure::Observer;
using harness::record::Recorder;
using harness::record::WindowGrid;
using harness::result::TimelineRow;

namespace {

/// Works each request for 150 ms, fails every tenth and sheds every twentieth; counts hits.
class Slow final : public harness::Target {
 public:
  explicit Slow(ManualClock& clock) : clock_(clock) {}
  std::uint64_t population() const override { return 1; }
  void submit(const Request& request, Completion done) override {
    ++seen_.cache_hits.value();
    if (request.id % 4 == 0) ++seen_.cache_misses.value();
    const Instant now = clock_.now();
    if (request.id % 20 == 0) {
      done(Outcome::shed, now, now);
      return;
    }
    const Outcome outcome = request.id % 10 == 5 ? Outcome::failed : Outcome::ok;
    clock_.at(now + 150ms, [=] { done(outcome, now, now + 150ms); });
  }
  Observation observe(std::span<harness::CounterValue> /*values*/) override { return seen_; }

 private:
  ManualClock& clock_;
  Observation seen_{
      .ok = {}, .failed = {}, .shed = {}, .queue_depth = 7, .cache_hits = 0, .cache_misses = 0};
};

double sum(const std::vector<TimelineRow>& rows, harness::result::Figure TimelineRow::*figure) {
  double total = 0;
  for (const TimelineRow& row : rows) total += (row.*figure).value();
  return total;
}

}  // namespace

TEST_CASE("the timeline's rows and the phases' slices add up to what was recorded") {
  ManualClock clock;
  clock.wait_until(Instant(100s), harness::Waiting::spin, {});
  const Instant start = clock.now();
  Slow target(clock);
  Recorder recorder(2, 0);
  const std::vector<Duration> lengths{1s, 1s};
  const WindowGrid windows(lengths, 200ms);
  Observer observer(recorder, start - 10s, windows, {"quick", "slow"}, "only");
  observer.begin(target, start);
  for (int k = 1; k <= 10; ++k) {  // five looks a phase, at the ends of intervals of 200 ms
    const Instant when = start + k * 200ms;
    clock.at(when, [&, when, k] {
      for (int i = 0; i < 3; ++i) {
        observer.glance();
        observer.see_queue(target);
      }
      observer.look(target, when, static_cast<std::uint32_t>(k - 1));
      observer.end_row(k <= 5 ? 0 : 1);
    });
  }
  auto mix = harness::mix::RequestMix::make({}, 1, 1).value();
  auto segments = harness::schedule::constant("quick", 200, 1s);
  segments.push_back({"slow", 100, 100, 1s});
  harness::drive::OpenLoop(clock, target, recorder, harness::Waiting::spin, 200ms)
      .run({harness::schedule::RateProfile::make(segments).value(),
            harness::schedule::Arrivals::constant, 1},
           mix, start, 10s, {});
  observer.look(target, clock.now(), {});
  observer.end_row(1);

  const auto& rows = observer.rows();
  REQUIRE(rows.size() == 11);
  CHECK(rows[0].t_s == doctest::Approx(10.2));
  CHECK(rows[4].phase == "quick");
  CHECK(rows[5].phase == "slow");
  CHECK(rows[0].step == "only");
  CHECK(rows[0].offered == 40);
  CHECK(rows[0].offered_per_s.value() == doctest::Approx(200));
  CHECK(rows[6].offered == 20);
  CHECK(rows[1].latency_ms_max == 150);
  CHECK(rows[1].queue_depth == 7);
  CHECK(rows[1].cache_hit_ratio.value() == doctest::Approx(0.8));

  harness::record::PhaseTotals all;
  harness::slice::Account accounts[2];
  for (const std::uint32_t phase : {0U, 1U}) {
    for (const harness::slice::Slice& slice : observer.slices(phase).entries()) {
      all.merge(slice.totals);
      accounts[phase].merge(slice.account);
    }
  }
  CHECK(observer.slices(0).entries().size() == 5);
  CHECK(observer.slices(1).entries().size() == 5);
  const harness::slice::Slice& first = observer.slices(0).entries()[0];
  CHECK(first.totals.outcomes.all() == 40);  // all that were due in it
  CHECK(first.ended.all() == 11);            // 29 were under way at its end
  harness::record::Outcomes ended;
  for (const harness::slice::Slice& slice : observer.slices(1).entries()) ended.add(slice.ended);
  // What is under way at the load's end is in no window: 15 were due in its last 150 ms, one of
  // which was shed at once.
  CHECK(ended.all() == 100 + 28 - 14);
  CHECK(sum(rows, &TimelineRow::offered) == 300);
  CHECK(sum(rows, &TimelineRow::completed) == static_cast<double>(all.outcomes.accepted()));
  CHECK(sum(rows, &TimelineRow::failed) == static_cast<double>(all.outcomes.failed));
  CHECK(sum(rows, &TimelineRow::shed) == static_cast<double>(all.outcomes.shed));
  CHECK(all.outcomes.failed == 30);
  CHECK(all.outcomes.shed == 15);
  CHECK(accounts[0].wall() == 1s);
  CHECK(accounts[1].wall() == 1s);
  // 200/s, less a twentieth shed, for 150 ms each: 28.5 under way.
  CHECK(rows[2].in_flight.value() == doctest::Approx(28.5).epsilon(0.05));
  CHECK(observer.in_flight().readings == 30);
  CHECK(observer.in_flight().time == clock.now() - start);
}

TEST_CASE("what ended of a window that nobody looked at is not lost") {
  ManualClock clock;
  Slow target(clock);
  Recorder recorder(3, 0);
  const std::vector<Duration> lengths{1s, 1s, 1s};
  Observer observer(recorder, clock.now(), WindowGrid(lengths, 1s), {"one", "two", "three"},
                    "only");
  observer.begin(target, clock.now());
  for (const std::uint32_t window : {0U, 1U, 2U, 1U}) {
    recorder.count_sent();
    recorder.record({.request = {}, .window = window, .outcome = Outcome::ok});
  }
  observer.look(target, clock.now() + 1s, 0);
  std::uint64_t seen = 0;
  for (const std::uint32_t phase : {0U, 1U, 2U}) {
    const harness::slice::Slices slices = observer.take_slices(phase);
    REQUIRE(slices.entries().size() == 1);
    seen += slices.entries()[0].totals.outcomes.ok;
  }
  CHECK(seen == 4);
}

TEST_CASE("an interval without an answer has counts but no latency") {
  ManualClock clock;
  Slow target(clock);
  Recorder recorder(1, 0);
  Observer observer(recorder, clock.now(), WindowGrid(), {"all"}, "only");
  observer.begin(target, clock.now());
  observer.look(target, clock.now() + 1s, 0);
  const TimelineRow row = observer.end_row(0);
  CHECK(row.offered == 0);
  CHECK(row.completed == 0);
  CHECK_FALSE(row.latency_ms_p99);
  CHECK_FALSE(row.cache_hit_ratio);
  CHECK(row.in_flight == 0);
}

}  // namespace observer_test
