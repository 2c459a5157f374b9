#include "harness/drive/client_threads.h"

#include <doctest/doctest.h>

#include <latch>
#include <thread>

namespace client_threads_test {

using harness::Completion;
using harness::Instant;
using harness::ManualClock;
using harness::Outcome;
using harness::Request;
using harness::Sample;
using harness::drive::ClientThreads;

namespace {

/// What completions were given, from whichever thread.
struct Ended {
  std::mutex mutex;
  std::vector<Sample> samples;

  static void receive(void* context, const Sample& sample) {
    auto& ended = *static_cast<Ended*>(context);
    const std::lock_guard lock(ended.mutex);
    ended.samples.push_back(sample);
  }
  Completion expect(std::uint64_t id) {
    return {&receive, this, Request{id, id}, 0, Instant(), Instant()};
  }
  std::size_t count(Outcome outcome) {
    const std::lock_guard lock(mutex);
    std::size_t found = 0;
    for (const Sample& sample : samples) found += sample.outcome == outcome ? 1 : 0;
    return found;
  }
};

}  // namespace

TEST_CASE("what neither a client nor the backlog has room for is shed at once") {
  ManualClock clock;
  Ended ended;
  std::latch begun(2);
  std::latch go_on(1);
  {
    ClientThreads clients(clock, 2, 3, [&](const Request& request, const Completion& done) {
      if (request.id < 2) begun.count_down();
      go_on.wait();
      done(Outcome::ok, Instant(), Instant());
    });
    for (std::uint64_t id = 0; id < 2; ++id) clients.submit({id, id}, ended.expect(id));
    begun.wait();  // both clients are busy
    for (std::uint64_t id = 2; id < 9; ++id) clients.submit({id, id}, ended.expect(id));
    CHECK(clients.queued() == 3);
    CHECK(ended.count(Outcome::shed) == 4);
    CHECK(ended.samples.front().request.id == 5);  // the first ones were let in
    CHECK(ended.count(Outcome::ok) == 0);
    go_on.count_down();
    while (clients.queued() > 0) std::this_thread::yield();
  }
  CHECK(ended.count(Outcome::ok) == 5);  // what was let in was worked off
  CHECK(ended.samples.size() == 9);
}

TEST_CASE("one client works in the order of arrival") {
  ManualClock clock;
  Ended ended;
  {
    ClientThreads client(clock, 1, 1000, [](const Request&, const Completion& done) {
      done(Outcome::ok, Instant(), Instant());
    });
    for (std::uint64_t id = 0; id < 500; ++id) client.submit({id, id}, ended.expect(id));
    while (client.queued() > 0) std::this_thread::yield();
  }
  REQUIRE(ended.samples.size() == 500);
  for (std::uint64_t id = 0; id < 500; ++id) CHECK(ended.samples[id].request.id == id);
}

TEST_CASE("what still waits at the end is shed, and what was begun is finished") {
  ManualClock clock;
  Ended ended;
  std::latch begun(1), go_on(1);
  std::thread opener;
  {
    ClientThreads client(clock, 1, 1000, [&](const Request&, const Completion& done) {
      begun.count_down();
      go_on.wait();
      done(Outcome::ok, Instant(), Instant());
    });
    for (std::uint64_t id = 0; id < 10; ++id) client.submit({id, id}, ended.expect(id));
    begun.wait();
    opener = std::thread([&] {
      while (client.queued() > 0) std::this_thread::yield();
      go_on.count_down();
    });
  }
  opener.join();
  REQUIRE(ended.samples.size() == 10);
  CHECK(ended.count(Outcome::shed) == 9);
}

}  // namespace client_threads_test
