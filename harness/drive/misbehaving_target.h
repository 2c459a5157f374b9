// A target of known behaviour, most of it bad: what the harness must see is known beforehand.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "harness/drive/client_threads.h"
#include "harness/target.h"

namespace harness::drive {

/// What a request may meet with.
enum class Mischief : std::uint8_t {
  fails,                // ends as failed
  sheds,                // ends as shed, at once
  stalls,               // takes `by` longer
  blocks,               // submit() takes `by`
  throws,               // an exception comes out of the work on it
  throws_in_submit,     // or out of submit()
  ends_twice,           // its completion is called again, `by` later
  ends_late,            // not before end_held(), or the target's destruction
  never_ends,           // ...
  finishes_before_due,  // says that it finished `by` before it was due
  starts_before_sent,   // says that it was started `by` before it was sent
  finishes_ahead,       // says that it will have finished `by` from now
};

/// The requests that meet with it: those with ids first, first + every, ... up to last.
struct Rule {
  Mischief what = Mischief::fails;
  std::uint64_t first = 0;
  std::uint64_t last = UINT64_MAX;
  std::uint64_t every = 1;
  Duration by{};

  bool meets(std::uint64_t id) const {
    return id >= first && id <= last && (id - first) % every == 0;
  }
};

/// While it lasts, no work goes on. Times count from the first request.
struct Standstill {
  Duration at{};
  Duration length{};
  Duration every{};  // again and again, from one beginning to the next; 0: once
};

/// How a target behaves.
struct Behaviour {
  Duration service{};  // the work on each request,
  /// and more of it at first: start_up * exp(-t / start_up_decay) for a request begun at t.
  Duration start_up{}, start_up_decay = std::chrono::seconds(1);
  std::vector<Standstill> standstills;
  std::vector<Rule> rules;
  /// Threads (on a manual clock: servers) that work on one request each, those that wait in the
  /// order of their arrival; 0: submit() does the work, one or several at once.
  std::size_t threads = 1;
  std::size_t backlog = 1'000'000;   // of requests that wait; beyond it they are shed
  Waiting working = Waiting::sleep;  // how the work passes its time
  bool concurrent = false;           // as Target::concurrent
  std::uint64_t population = 1;
};

/// A first-come-first-served queue in front of some threads, with faults by number. On a manual
/// clock its requests end as events, in virtual time and exactly; else on threads of its own.
class MisbehavingTarget final : public Target {
 public:
  MisbehavingTarget(Clock& clock, Behaviour behaviour);
  ~MisbehavingTarget() override;

  std::uint64_t population() const override { return behaviour_.population; }
  bool concurrent() const override { return behaviour_.concurrent; }
  void submit(const Request& request, Completion done) override;
  /// Counts each request as the outcome that it has, whatever else happens to it; those that never
  /// end, or end late, are none.
  Observation observe(std::span<CounterValue> values) override;

  /// Ends what was held back, now, as ok.
  void end_held();

  /// When work of that length is done that was begun at `started`, counted from the first request:
  /// the standstills put it off.
  Duration done_at(Duration started, Duration work) const;

 private:
  const Rule* rule(Mischief what, std::uint64_t id) const;
  Duration work_on(std::uint64_t id, Duration started) const;
  void enqueue(const Request& request, const Completion& done);
  void work(const Request& request, const Completion& done);
  void end(const Request& request, const Completion& done, Instant started);
  void end_as(const Completion& done, Outcome outcome, Instant started, Instant finished);

  Clock& clock_;
  ManualClock* const virtual_;  // null on a real clock
  const Behaviour behaviour_;
  std::once_flag began_;
  Instant begin_;                 // of the first request
  std::vector<Instant> free_at_;  // of virtual servers
  std::atomic<std::uint64_t> ok_{0}, failed_{0}, shed_{0};
  std::mutex mutex_;
  std::vector<Completion> held_;
  std::optional<ClientThreads> threads_;  // goes first
};

}  // namespace harness::drive
