#include "harness/measure/counted.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "harness/result/counter_names.h"
#include "harness/run/points.h"
#include "harness/slice/test_slice.h"

namespace counted_test {

using namespace std::chrono_literals;
using harness::Completion;
using harness::CounterInfo;
using harness::CounterKind;
using harness::CounterValue;
using harness::Request;
using harness::result::RunResult;
using harness::slice::Reading;

namespace {

CounterInfo counter(std::string name, CounterKind kind = CounterKind::total) {
  return {.name = std::move(name), .unit = "things", .kind = kind, .help = "things"};
}

/// Answers at once. Of request k it counts amounts drawn from k in some totals, and in a level.
class Counting final : public harness::Target {
 public:
  Counting(harness::Clock& clock, unsigned seed) : clock_(clock), seed_(seed) {
    totals_.resize(1 + seed % 5);
  }

  std::uint64_t population() const override { return 1; }

  void submit(const Request& request, Completion done) override {
    std::mt19937_64 random(seed_ + request.id);
    for (double& total : totals_) {
      // Often nothing, at times much.
      const auto more = static_cast<double>(random() % 3 == 0 ? random() % 1'000'000 : 0);
      total += more;
    }
    level_ = static_cast<double>(random() % 100);
    const harness::Instant now = clock_.now();
    done(harness::Outcome::ok, now, now);
  }

  std::vector<CounterInfo> counters() const override {
    std::vector<CounterInfo> all{counter("level", CounterKind::level)};
    for (std::size_t i = 0; i < totals_.size(); ++i) {
      all.push_back(counter("total_" + std::to_string(i)));
    }
    CounterInfo share = counter("share", CounterKind::ratio);
    share.part = "total_0";
    for (std::size_t i = 0; i < totals_.size(); ++i) {
      share.whole.push_back("total_" + std::to_string(i));
    }
    all.push_back(share);
    return all;
  }

  harness::Observation observe(std::span<CounterValue> values) override {
    values[0] = level_;
    for (std::size_t i = 0; i < totals_.size(); ++i) values[1 + i] = totals_[i];
    return {};
  }

  const std::vector<double>& totals() const { return totals_; }

 private:
  harness::Clock& clock_;
  const unsigned seed_;
  std::vector<double> totals_;
  double level_ = 0;
};

}  // namespace

TEST_CASE("whatever a target counts, its points and cut warm-ups add up to it") {
  std::mt19937_64 random(3);
  for (unsigned seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    harness::ManualClock clock;
    Counting target(clock, seed);
    harness::slice::CounterReader reader;
    reader.begin(target);
    harness::measure::MeasuredStep step;
    step.counters = reader.counters();
    Reading before = reader.read(target);
    // Phases of slices of any length, some without a request.
    for (int i = 0; i < 3; ++i) {
      harness::measure::MeasuredPhase phase{
          .name = std::to_string(i), .length = 10s, .window = 100ms};
      for (int k = 0; k < 100; ++k) {
        for (auto n = random() % 4; n > 0; --n) {
          target.submit({random(), 0}, Completion([](void*, const harness::Sample&) {}, nullptr, {},
                                                  0, clock.now(), clock.now()));
        }
        harness::slice::Slice slice = harness::slice::slice_of({});
        const Reading& after = reader.read(target);
        slice.account.add(100ms, {}, before, after);
        before = after;
        phase.slices.add(slice);
      }
      phase.cut({.slices = random() % 50});
      step.phases.push_back(std::move(phase));
    }
    RunResult result;
    harness::run::add_step(step, result);
    std::map<std::string, double> sums;
    for (const auto& row : result.counted) {
      if (row.kind == "total") sums[row.counter] += row.value.value();
      if (row.kind == "ratio") CHECK(row.value.value() <= 1);
      if (row.kind == "level") CHECK(row.min.value() <= row.max.value());
    }
    CHECK(sums.size() == target.totals().size());
    for (std::size_t i = 0; i < target.totals().size(); ++i) {
      CHECK(sums["total_" + std::to_string(i)] == target.totals()[i]);
    }
  }
}

TEST_CASE("a row of the timeline has rates, levels and ratios of its own interval") {
  std::vector<CounterInfo> counters{counter("hits"), counter("misses"),
                                    counter("depth", CounterKind::level),
                                    counter("ratio", CounterKind::ratio)};
  counters[3].part = "hits";
  counters[3].whole = {"hits", "misses"};
  const Reading before{.observed = {}, .counters = {10.0, 10.0, 5.0, {}}};
  const Reading after{.observed = {}, .counters = {40.0, 20.0, 7.0, {}}};
  CHECK(harness::measure::counted_between(counters, before, after, 2) ==
        std::vector<harness::result::Figure>{15.0, 5.0, 7.0, 0.75});
  // Nothing looked up, and a counter that began anew.
  CHECK_FALSE(harness::measure::counted_between(counters, after, after, 2)[3]);
  CHECK_FALSE(harness::measure::counted_between(counters, after, before, 2)[0]);
}

TEST_CASE("steps of different targets share one list of counters") {
  RunResult result;
  harness::measure::MeasuredStep first, second;
  first.counters = {counter("a"), counter("b")};
  second.counters = {counter("c"), counter("a")};
  for (auto* step : {&first, &second}) {
    step->timeline.emplace_back().counters = {1.0, 2.0};
    harness::run::add_step(*step, result);
  }
  CHECK(harness::result::timeline_columns_of(result) ==
        std::vector<std::string>{"a_per_s", "b_per_s", "c_per_s"});
  using Figures = std::vector<harness::result::Figure>;
  CHECK(result.timeline[0].counters == Figures{1.0, 2.0});
  CHECK(result.timeline[1].counters == Figures{2.0, {}, 1.0});
  CHECK_FALSE(harness::result::counter_of(result.timeline[0], 2));
}

TEST_CASE("a reader takes the first target's counters, and no others for them") {
  harness::ManualClock clock;
  Counting first(clock, 1), again(clock, 6), other(clock, 2);
  harness::slice::CounterReader reader;
  reader.begin(first);
  CHECK(reader.read(first).counters.size() == 4);
  reader.begin(again);
  CHECK(reader.read(again).counters[1] == 0.0);
  reader.begin(other);
  CHECK(reader.read(other).counters == std::vector<CounterValue>(4));
}

TEST_CASE("a counter that has the name of a column or a figure is refused") {
  class Named final : public harness::Target {
   public:
    explicit Named(std::string name) : name_(std::move(name)) {}
    std::uint64_t population() const override { return 1; }
    void submit(const Request&, Completion) override {}
    std::vector<CounterInfo> counters() const override { return {counter(name_)}; }

   private:
    std::string name_;
  };
  CHECK(harness::measure::check_described(Named("pages")).has_value());
  CHECK_FALSE(harness::measure::check_described(Named("p99")).has_value());
  CHECK_FALSE(harness::measure::check_described(Named("queue_depth")).has_value());
}

}  // namespace counted_test
