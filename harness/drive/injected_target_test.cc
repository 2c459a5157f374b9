#include "harness/drive/injected_target.h"

#include <doctest/doctest.h>

#include "harness/drive/closed_loop.h"
#include "harness/drive/simulated_queue.h"
#include "harness/record/recorder.h"

namespace injected_target_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::RealClock;
using harness::drive::InjectedTarget;
using harness::drive::Injection;

namespace {

/// Ends each request in submit(), at once.
class Instantaneous final : public harness::Target {
 public:
  explicit Instantaneous(harness::Clock& clock) : clock_(clock) {}
  std::uint64_t population() const override { return 7; }
  void submit(const harness::Request&, harness::Completion done) override {
    done(harness::Outcome::ok, clock_.now(), clock_.now());
  }
  harness::Expected<void> verify() override { return harness::failure("wrong"); }

 private:
  harness::Clock& clock_;
};

struct Seen {
  Duration latency{};
  std::uint64_t ended = 0;
};

Seen ask(harness::Target& target, harness::Clock& clock, std::uint64_t id) {
  Seen seen;
  const Instant now = clock.now();
  target.submit({.id = id}, harness::Completion(
                                [](void* context, const harness::Sample& sample) {
                                  auto& told = *static_cast<Seen*>(context);
                                  told.latency = sample.finished - sample.due;
                                  ++told.ended;
                                },
                                &seen, {.id = id}, 0, now, now));
  return seen;
}

}  // namespace

TEST_CASE("each request takes so much longer, and some stall") {
  ManualClock clock;
  InjectedTarget target(clock, std::make_unique<Instantaneous>(clock),
                        {.work = 3ms, .stall = 50ms, .every = 4});
  CHECK(ask(target, clock, 1).latency == 3ms);
  CHECK(ask(target, clock, 8).latency == 53ms);
  CHECK(ask(target, clock, 9).ended == 1);
  CHECK(target.population() == 7);
  CHECK(target.verify().error().message == "wrong");
}

TEST_CASE("without anything injected nothing is changed") {
  ManualClock clock;
  InjectedTarget target(clock, std::make_unique<Instantaneous>(clock), {});
  CHECK(ask(target, clock, 0).latency == 0ms);
  CHECK(!Injection{}.any());
}

TEST_CASE("the work takes a core's time") {
  RealClock clock;
  InjectedTarget target(clock, std::make_unique<Instantaneous>(clock), {.work = 2ms});
  CHECK(ask(target, clock, 1).latency >= 2ms);
}

}  // namespace injected_target_test
