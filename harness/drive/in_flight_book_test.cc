#include "harness/drive/in_flight_book.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <barrier>
#include <deque>
#include <thread>

namespace in_flight_book_test {

using namespace std::chrono_literals;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::Outcome;
using harness::Sample;
using harness::drive::Conduct;
using harness::drive::InFlightBook;

/// At that time; by itself, later than any request of these tests ends.
class At final : public harness::Clock {
 public:
  explicit At(Instant now = Instant(100h)) : now_(now) {}
  Instant now() override { return now_; }
  Instant wait_until(Instant, harness::Waiting, const std::stop_token&) override { return now_; }
  bool wait_for(harness::Signal&, Instant, const std::stop_token&) override { return false; }

 private:
  Instant now_;
};

/// Counts what ended.
struct Lane {
  std::atomic<std::uint64_t> here{0}, elsewhere{0};
  void ended(const Sample&, bool on_this_thread) { ++(on_this_thread ? here : elsewhere); }
};

Completion open(InFlightBook& book, std::uint64_t id, Instant now = Instant(1s)) {
  return book.open({id, 0}, 0, now, now);
}

void end(const Completion& done, Duration after = 1ms) {
  done(Outcome::ok, done.sent(), done.sent() + after);
}

void end_elsewhere(const Completion& done) {
  std::thread([&] { end(done); }).join();
}

TEST_CASE("each request ends once, on whichever thread") {
  Lane lane;
  At clock;
  const auto book = InFlightBook::take(lane, clock);
  for (std::uint64_t id = 0; id < 100; ++id) {
    const Completion done = open(*book, id);
    id % 2 == 0 ? end(done) : end_elsewhere(done);
  }
  CHECK(lane.here == 50);
  CHECK(lane.elsewhere == 50);
  CHECK(book->close() == 0);
  CHECK(book->conduct().again.count == 0);
  CHECK(book->conduct().late.count == 0);
}

TEST_CASE("a second completion is counted, wherever it comes, and ends nothing") {
  for (const bool first_here : {true, false}) {
    for (const bool second_here : {true, false}) {
      Lane lane;
      At clock;
      const auto book = InFlightBook::take(lane, clock);
      end(open(*book, 6));
      const Completion done = open(*book, 7);
      first_here ? end(done) : end_elsewhere(done);
      second_here ? end(done) : end_elsewhere(done);
      // Its place is used again, and again: that changes nothing.
      for (std::uint64_t id = 8; id < 20; ++id) {
        const Completion other = open(*book, id);
        end_elsewhere(done);
        end(other);
      }
      CHECK(lane.here + lane.elsewhere == 14);
      CHECK(book->close() == 0);
      CHECK(book->conduct().again.count == 13);
      CHECK(book->conduct().again.first == 7);
    }
  }
}

TEST_CASE("a completion after the end is counted, and touches nothing that has gone") {
  Completion late, again;
  {
    auto lane = std::make_unique<Lane>();
    At clock;
    const auto book = InFlightBook::take(*lane, clock);
    late = open(*book, 3);
    again = open(*book, 4);
    end(again);
    CHECK(book->close() == 1);
    CHECK(lane->here == 1);
    lane.reset();
    end(late);
    end_elsewhere(again);
    CHECK(book->conduct().late.count == 1);
    CHECK(book->conduct().late.first == 3);
    CHECK(book->conduct().again.count == 1);
    CHECK(book->conduct().again.first == 4);
  }
  end(late);
  end_elsewhere(again);
  // Whoever has the book next has none of its requests ended by them.
  Lane lane;
  At clock;
  const auto book = InFlightBook::take(lane, clock);
  const Completion done = open(*book, 3);
  end(late);
  CHECK(lane.here == 0);
  end(done);
  CHECK(lane.here == 1);
}

TEST_CASE("an exception that comes after its request has ended is no second end") {
  Lane lane;
  At clock;
  const auto book = InFlightBook::take(lane, clock);
  const Completion done = open(*book, 0);
  end(done);
  done.threw("too late", done.sent(), done.sent());
  CHECK(lane.here == 1);
  const Completion other = open(*book, 1);
  other.threw("in time", other.sent(), other.sent());
  CHECK(lane.here == 2);
  CHECK(book->conduct().again.count == 0);
}

TEST_CASE("times that can't be are counted by kind, with the first that had them") {
  Lane lane;
  At clock;
  const auto book = InFlightBook::take(lane, clock);
  const Instant now(10h);
  const auto ended = [&](std::uint64_t id, Instant started, Instant served, Instant finished) {
    open(*book, id, now)(Outcome::ok, started, served, finished, {});
  };
  ended(0, now, now + 1ms, now + 1ms);
  ended(1, now - 1ms, now + 1ms, now + 1ms);  // started before it was sent
  ended(2, now + 2ms, now + 1ms, now + 2ms);  // served before it was started
  ended(3, now, now + 3ms, now + 2ms);        // finished before it was served
  ended(4, now, now - 1h, now - 1h);          // and before it was due
  CHECK(book->conduct().disorder.count == 4);
  CHECK(book->conduct().disorder.first == 1);
  CHECK(book->conduct().too_long.count == 0);
  ended(5, now, now + 1h, now + 1h);  // as long as can be recorded
  CHECK(book->conduct().too_long.count == 0);
  ended(6, now, now + 1h + 1ns, now + 1h + 1ns);
  CHECK(book->conduct().too_long.count == 1);
  CHECK(book->conduct().too_long.first == 6);
  CHECK(lane.here == 7);  // all of them ended
}

TEST_CASE("what two cores' clocks may differ by is no fault") {
  Lane lane;
  At clock;
  const auto book = InFlightBook::take(lane, clock);
  const Completion done = open(*book, 0);
  done(Outcome::ok, done.sent() - 900ns, done.sent() - 950ns);
  CHECK(book->conduct().disorder.count == 0);
}

TEST_CASE("a request that says it will have finished is told apart, on whichever thread it ends") {
  for (const bool here : {true, false}) {
    Lane lane;
    At clock(Instant(1003ms));
    const auto book = InFlightBook::take(lane, clock);
    const Completion done = open(*book, 0, Instant(1s));
    const auto end_ahead = [&] { end(done, 5s); };
    if (here) {
      end_ahead();
    } else {
      std::thread(end_ahead).join();
    }
    end(open(*book, 1, Instant(1001ms)));
    end(open(*book, 2, Instant(1002ms)));
    CHECK(book->close() == 0);
    CHECK(book->conduct().ahead.count == 1);
    CHECK(book->conduct().ahead.first == 0);
  }
}

TEST_CASE("the end looks for those that finished ahead, too") {
  for (const bool here : {true, false}) {
    Lane lane;
    At clock(Instant(1s));
    const auto book = InFlightBook::take(lane, clock);
    const Completion done = open(*book, 9);
    here ? end(done) : end_elsewhere(done);
    book->close();
    CHECK(book->conduct().ahead.count == 1);
    CHECK(book->conduct().ahead.first == 9);
  }
}

TEST_CASE("places are as many as requests were ever under way at once, or twice that") {
  Lane lane;
  At clock;
  const auto book = InFlightBook::take(lane, clock);
  const std::size_t before = book->places();
  // 300 are stuck; beside them 5,000 come and go, ten at a time.
  std::vector<Completion> stuck;
  for (std::uint64_t id = 0; id < 300; ++id) stuck.push_back(open(*book, id));
  std::deque<Completion> moving;
  std::uint64_t id = 300;
  std::barrier turn(2);
  std::jthread ender([&] {
    for (int i = 0; i < 1000; ++i) {
      turn.arrive_and_wait();
      for (; moving.size() > 5; moving.pop_front()) end(moving.front());
      turn.arrive_and_wait();
    }
  });
  for (int i = 0; i < 1000; ++i) {
    while (moving.size() < 10) moving.push_back(open(*book, id++));
    turn.arrive_and_wait();
    turn.arrive_and_wait();
  }
  CHECK(book->places() <= std::max<std::size_t>(before, 2 * 310 + 2));
  CHECK(book->close() == 305);
}

TEST_CASE("of many threads that end a request at once, one does") {
  constexpr int threads = 8, requests = 300;
  Lane lane;
  At clock;
  const auto book = InFlightBook::take(lane, clock);
  Completion done;
  std::barrier turn(threads + 1);
  {
    std::vector<std::jthread> enders;
    for (int t = 0; t < threads; ++t) {
      enders.emplace_back([&] {
        for (int i = 0; i < requests; ++i) {
          turn.arrive_and_wait();
          end(done);
          turn.arrive_and_wait();
        }
      });
    }
    for (std::uint64_t id = 0; id < requests; ++id) {
      done = open(*book, id);
      turn.arrive_and_wait();
      turn.arrive_and_wait();
    }
  }
  CHECK(lane.elsewhere == requests);
  CHECK(book->close() == 0);
  CHECK(book->conduct().again.count == (threads - 1) * requests);
}

TEST_CASE("a book may be closed while threads end its requests: each is ended or given up") {
  for (int round = 0; round < 50; ++round) {
    auto lane = std::make_unique<Lane>();
    At clock;
    const auto book = InFlightBook::take(*lane, clock);
    std::vector<Completion> all;
    for (std::uint64_t id = 0; id < 100; ++id) all.push_back(open(*book, id));
    std::barrier go(2);
    std::jthread ender([&] {
      go.arrive_and_wait();
      for (const Completion& done : all) end(done);
    });
    go.arrive_and_wait();
    const std::uint64_t left = book->close();
    CHECK(lane->elsewhere + left == 100);
    lane.reset();  // nobody touches it any more
    ender.join();
    CHECK(book->conduct().late.count == left);
  }
}

}  // namespace in_flight_book_test
