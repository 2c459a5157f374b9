// What sending threads have in common, whichever loop they belong to.
#pragma once

#include <exception>
#include <memory>
#include <thread>
#include <vector>

#include "harness/drive/driven.h"
#include "harness/drive/in_flight_book.h"
#include "harness/drive/submit_time.h"
#include "harness/target.h"

namespace harness::drive {

/// Ends a request as failed by the exception that is being handled.
template <class Lane>
[[gnu::cold, gnu::noinline]] void rescue(Lane& lane, Clock& clock, Request request,
                                         std::uint32_t window, Instant due, Instant sent) {
  const Completion done = lane.book->opened(request, window, due, sent);
  try {
    throw;
  } catch (const std::exception& error) {
    done.threw(error.what(), sent, clock.now());
  } catch (...) {
    done.threw("not a std::exception", sent, clock.now());
  }
}

/// Hands a request to the target, for a lane. What it throws ends that request, not the run.
template <class Lane>
[[gnu::always_inline]] inline void send(Lane& lane, Target& target, Clock& clock, Request request,
                                        std::uint32_t window, Instant due, Instant sent) {
  lane.recorder.count_sent();
  lane.submit_time.begin(due, sent);
  try {
    target.submit(request, lane.book->open(request, window, due, sent));
  } catch (...) {
    rescue(lane, clock, request, window, due, sent);
  }
}

/// Calls `send` with each lane, each on a thread of its own, the first on this one; returns when
/// all have. A lane has a book and a submit_time, which are that thread's meanwhile.
template <class Lane, class Send>
void send_from(const std::vector<std::unique_ptr<Lane>>& lanes, Clock& clock, const Send& send) {
  const auto work = [&clock, &send](Lane& lane) {
    lane.book->send_from_here();
    lane.submit_time.start();
    send(lane);
    lane.submit_time.end(clock.now());
    lane.submit_time.stop();
  };
  std::vector<std::jthread> threads;
  for (std::size_t k = 1; k < lanes.size(); ++k) {
    threads.emplace_back([&work, &lane = *lanes[k]] {
      work(lane);
      // Another thread may come by the address that this one is known by.
      lane.book->send_from_nowhere();
    });
  }
  work(*lanes.front());
}

/// Gives up what is under way, and notes how much and when.
template <class Lane>
void close(const std::vector<std::unique_ptr<Lane>>& lanes, Clock& clock, Driven& driven) {
  for (const auto& lane : lanes) driven.unfinished += lane->book->close();
  driven.finished = clock.now();
}

template <class Lane>
Conduct conduct_of(const std::vector<std::unique_ptr<Lane>>& lanes) {
  Conduct conduct;
  for (const auto& lane : lanes) {
    conduct.add(lane->book->conduct());
    lane->submit_time.add_to(conduct);
  }
  return conduct;
}

}  // namespace harness::drive
