#include <doctest/doctest.h>

#include "harness/drive/closed_loop.h"
#include "harness/record/recorder.h"

namespace attendance_test {

using namespace std::chrono_literals;
using harness::Clock;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Outcome;
using harness::Request;
using harness::drive::ClosedLoop;
using harness::mix::RequestMix;
using harness::record::Recorder;

namespace {

/// Answers 10 ms after it was asked, by whoever attends; else by an event of its own.
class Attended final : public harness::Target {
 public:
  explicit Attended(ManualClock& clock) : clock_(clock) {}

  std::uint64_t population() const override { return 1; }
  void submit(const Request&, Completion done) override {
    asked_.push_back(done);
    if (!attended) answer_later();
  }
  std::unique_ptr<harness::Attendance> attend() override {
    ++guests;
    return std::make_unique<Guest>(*this);
  }

  bool attended = false;
  int guests = 0, by_guests = 0, by_itself = 0;

 private:
  class Guest final : public harness::Attendance {
   public:
    explicit Guest(Attended& host) : host_(host) { host_.attended = true; }
    ~Guest() override {
      host_.attended = false;
      if (!host_.asked_.empty()) host_.answer_later();
    }
    void work(Instant until, const std::stop_token& stop) override {
      CHECK(!host_.asked_.empty());
      const Instant when = std::min(until, host_.asked_.front().sent() + 10ms);
      host_.clock_.wait_until(when, harness::Waiting::sleep, stop);
      host_.by_guests += host_.answer();
    }

   private:
    Attended& host_;
  };

  int answer() {
    int count = 0;
    for (; !asked_.empty() && asked_.front().sent() + 10ms <= clock_.now(); ++count) {
      const Completion done = asked_.front();
      asked_.erase(asked_.begin());
      done(Outcome::ok, done.sent(), clock_.now());
    }
    return count;
  }
  void answer_later() {
    clock_.at(asked_.back().sent() + 10ms, [this] { by_itself += answer(); });
  }

  ManualClock& clock_;
  std::vector<Completion> asked_;
};

struct Seen {
  int guests = 0, by_guests = 0, by_itself = 0;
  std::uint64_t unfinished = 0;
};

Seen drive(std::size_t clients, Duration think) {
  ManualClock clock;
  Attended target(clock);
  Recorder recorder(1, 0);
  RequestMix mix = RequestMix::make({}, 1, 1).value();
  const std::vector<Duration> length{95ms};
  const auto driven =
      ClosedLoop(clock, target, recorder, clients, think).run(mix, length, clock.now(), 1s, {});
  CHECK(recorder.take().at(0).latency.max() == 10'000'000);
  CHECK(!target.attended);
  return {target.guests, target.by_guests, target.by_itself, driven.unfinished};
}

}  // namespace

TEST_CASE("a driver that only waits for answers does the target's work meanwhile") {
  const Seen seen = drive(3, 0ns);
  CHECK(seen.guests == 1);
  CHECK(seen.by_guests == 9 * 3);
  CHECK(seen.by_itself == 3);  // those that were under way at the end
  CHECK(seen.unfinished == 0);
}

TEST_CASE("a driver whose clients think does not") {
  const Seen seen = drive(3, 5ms);
  CHECK(seen.guests == 0);
  CHECK(seen.by_itself > 0);
  CHECK(seen.unfinished == 0);
}

}  // namespace attendance_test
