#include "harness/child/session.h"

#include <doctest/doctest.h>

#include "harness/child/test_session.h"
#include "harness/drive/misbehaving_target.h"
#include "harness/drive/simulated_queue.h"
#include "harness/result/sample/temporary_folder.h"

namespace session_test {

using namespace harness::child;
using namespace std::chrono_literals;
using harness::Completion;
using harness::CounterInfo;
using harness::CounterKind;
using harness::CounterValue;
using harness::Duration;
using harness::ManualClock;
using harness::Observation;
using harness::Outcome;
using harness::RealClock;
using harness::Request;
using harness::drive::Behaviour;
using harness::drive::MisbehavingTarget;
using harness::drive::Mischief;
using harness::drive::NullTarget;
using harness::drive::Rule;
using harness::drive::SimulatedQueue;
using harness::result::sample::TemporaryFolder;

namespace {

/// Ends each request at once, and keeps what it was asked for. Even items are in its cache.
class KeepingTarget final : public harness::Target {
 public:
  explicit KeepingTarget(harness::Clock& clock, std::vector<std::uint64_t>* asked)
      : clock_(clock), asked_(asked) {}

  std::uint64_t population() const override { return 5; }
  void submit(const Request& request, Completion done) override {
    CHECK(request.id == asked_->size());
    asked_->push_back(request.item);
    done(Outcome::ok, done.sent(), clock_.now());
  }
  std::vector<CounterInfo> counters() const override {
    return {{.name = "asked", .kind = CounterKind::total},
            {.name = "last", .kind = CounterKind::level}};
  }
  Observation observe(std::span<CounterValue> values) override {
    const auto hit = [](std::uint64_t item) { return item % 2 == 0; };
    values[0] = static_cast<double>(asked_->size());
    if (!asked_->empty()) values[1] = static_cast<double>(asked_->back());
    const auto hits = static_cast<std::uint64_t>(std::ranges::count_if(*asked_, hit));
    return {.cache_hits = hits, .cache_misses = asked_->size() - hits};
  }
  harness::Expected<void> verify() override { return harness::failure("3 outputs differ"); }

 private:
  harness::Clock& clock_;
  std::vector<std::uint64_t>* asked_;
};

std::unique_ptr<Session> opened(SessionParts parts) {
  auto session = Session::open(std::move(parts));
  REQUIRE(session);
  return std::move(*session);
}

std::string refusal(SessionParts parts) {
  const auto session = Session::open(std::move(parts));
  return session ? "" : session.error().message;
}

SliceOrder requests(std::uint64_t count) {
  return {.length = {}, .requests = count, .patience = 5s};
}

}  // namespace

TEST_CASE("a slice of so many requests has that many, and the next goes on where it ended") {
  TemporaryFolder folder;
  RealClock clock;
  std::vector<std::uint64_t> asked;
  const auto session =
      opened(parts_of(clock, maker_of<KeepingTarget>(&asked), Clients{.count = 2}, folder.path()));
  const auto first = session->slice(requests(3));
  REQUIRE(first);
  CHECK(first->ok == 3);
  CHECK(first->latency.count() == 3);
  CHECK(first->lag.count() == 3);
  CHECK(first->cache_hits == 2);
  CHECK(first->cache_misses == 1);
  CHECK(first->counters == std::vector<CounterValue>{3, 2});
  const auto second = session->slice(requests(4));
  REQUIRE(second);
  CHECK(second->ok == 4);
  CHECK(second->cache_hits == 2);
  CHECK(second->counters == std::vector<CounterValue>{4, 1});
  CHECK(asked == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 0, 1});
  const auto closed = session->close();
  REQUIRE_FALSE(closed);
  CHECK(closed.error().message == "3 outputs differ");
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("what stands is told") {
  TemporaryFolder folder;
  RealClock clock;
  std::vector<std::uint64_t> asked;
  const auto session =
      opened(parts_of(clock, maker_of<KeepingTarget>(&asked), Clients{}, folder.path()));
  CHECK(session->ready().engine == "v1");
  CHECK(session->ready().population == 5);
  CHECK(session->ready().counters.size() == 2);
}

TEST_CASE("a slice of a length lasts that long, with what was under way at its end") {
  ManualClock clock;
  auto parts = parts_of(clock, {}, Clients{.count = 1});
  parts.make_target =
      [&](const harness::scenario::TargetOrder&) -> harness::Expected<harness::scenario::Prepared> {
    harness::scenario::Prepared prepared;
    prepared.target =
        std::make_unique<SimulatedQueue>(clock, [](harness::Instant) { return Duration(3ms); });
    return prepared;
  };
  const auto session = opened(std::move(parts));
  for (int i = 0; i < 2; ++i) {
    const auto slice = session->slice({.length = 10ms, .requests = 0, .patience = 1s});
    REQUIRE(slice);
    CHECK(slice->ok == 4);  // due at 0, 3, 6, 9 ms
    CHECK(slice->length == 12ms);
    CHECK(slice->latency.max() == 3'000'000);
    CHECK(slice->latency.count() == 4);
  }
}

TEST_CASE("a slice of an open load holds what is due in it") {
  ManualClock clock;
  auto parts =
      parts_of(clock, {}, Rate{.per_s = 1000, .arrivals = harness::schedule::Arrivals::constant});
  parts.make_target =
      [&](const harness::scenario::TargetOrder&) -> harness::Expected<harness::scenario::Prepared> {
    harness::scenario::Prepared prepared;
    prepared.target =
        std::make_unique<SimulatedQueue>(clock, [](harness::Instant) { return Duration(1us); });
    return prepared;
  };
  const auto session = opened(std::move(parts));
  const auto slice = session->slice({.length = 20ms, .requests = 0, .patience = 1s});
  REQUIRE(slice);
  CHECK(slice->ok >= 19);
  CHECK(slice->ok <= 20);
  const auto counted = session->slice(requests(7));
  REQUIRE(counted);
  CHECK(counted->ok == 7);
  CHECK(counted->length <= 8ms);
  CHECK(clock.now() - harness::Instant{} < 1s);
}

TEST_CASE("requests that fail, and why, and what is improper") {
  TemporaryFolder folder;
  RealClock clock;
  const Behaviour behaviour{.rules = {Rule{.what = Mischief::fails, .first = 1, .last = 1},
                                      Rule{.what = Mischief::ends_twice, .first = 0, .last = 0}},
                            .threads = 0};
  const auto session =
      opened(parts_of(clock, maker_of<MisbehavingTarget>(behaviour), Clients{}, folder.path()));
  const auto slice = session->slice(requests(4));
  REQUIRE(slice);
  CHECK(slice->ok == 3);
  CHECK(slice->failed == 1);
  CHECK(slice->improper == 1);
}

TEST_CASE("a target that owes an answer gets no further slice") {
  TemporaryFolder folder;
  RealClock clock;
  const Behaviour behaviour{.rules = {Rule{.what = Mischief::never_ends, .first = 2, .last = 2}},
                            .threads = 0};
  const auto session =
      opened(parts_of(clock, maker_of<MisbehavingTarget>(behaviour), Clients{2}, folder.path()));
  const auto slice = session->slice({.length = {}, .requests = 5, .patience = 5ms});
  REQUIRE(slice);
  CHECK(slice->ok == 4);
  CHECK(slice->unfinished == 1);
  CHECK_FALSE(session->slice(requests(1)));
}

TEST_CASE("what can't be a session is refused") {
  TemporaryFolder folder;
  RealClock clock;
  const auto of = [&](SessionLoad load) {
    return parts_of(clock, maker_of<NullTarget>(), load, folder.path());
  };
  CHECK(refusal(of(Clients{.count = 0})) == "a session has 1 to 10000 clients, not 0");
  CHECK(refusal(of(Clients{.count = 3, .threads = 2000})) ==
        "a session has 1 to 1024 threads, not 2000");
  CHECK(refusal(of(Clients{.count = 3, .threads = 2})).find("not concurrent()") !=
        std::string::npos);
  auto once = of(Clients{});
  once.popularity.choice = harness::mix::Choice::sequential_once;
  CHECK(refusal(std::move(once)) == "a session's items must not run out");
  const auto session = opened(of(Rate{.per_s = -1}));
  CHECK_FALSE(session->slice({}));
  CHECK_FALSE(session->slice({.length = 0ms, .requests = 0}));
  CHECK_FALSE(session->slice({.length = 0ms, .requests = 1'000'000'000}));
}

}  // namespace session_test
