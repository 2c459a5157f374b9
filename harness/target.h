// The seam between the harness and whatever it measures.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "harness/build_mark.h"
#include "harness/clock.h"
#include "harness/counter.h"
#include "harness/expected.h"
#include "harness/request_classes.h"

namespace harness {

/// How a request ended. `shed` means refused under overload, without having been worked on.
enum class Outcome : std::uint8_t { ok, failed, shed };

/// What the driver asks for: the `id`-th request of a step, carrying item `item` of the target's
/// population (0 <= item < Target::population()).
struct Request {
  std::uint64_t id = 0;
  std::uint64_t item = 0;
};

/// Why a request failed, in the target's words. Views that last for the call they are given to.
struct Why {
  std::string_view reason = {};   // what is counted, so one of few: "malformed"
  std::string_view example = {};  // this one: "a.pdf: no trailer"; empty: its item's name will do
};

/// A request that ended: five instants and an outcome.
///   lag = sent - due (the generator's own error), wait = started - sent (the target's queue),
///   service = served - started (work on this request), delivery = finished - served (until its
///   result could be used: the rest of its batch, the commit, the way back),
///   latency = finished - due = lag + wait + service + delivery, so that a stall is never hidden.
struct Sample {
  Request request;
  std::uint32_t window = 0;  // of the load's time, in which it was due: record::WindowGrid
  Outcome outcome = Outcome::ok;
  std::uint16_t of_class = 0;  // by Target::classes(), once the recorder knows it
  Instant due;
  Instant sent;
  Instant started;
  Instant served;
  Instant finished;
  std::span<const Duration> stages;  // one for each of Target::stages(); negative: did not run
  Why why = {};                      // of one that failed; may be empty
  std::uint32_t ticket = 0;          // which use of its place in the driver's book this is
  bool rescued = false;              // ended in the target's place, which threw
  const Marks* marks = nullptr;      // of one that has some
};

/// What a target must call exactly once for each request, from any thread, when it has ended.
/// Copyable and trivially so. Its instants are those of the clock that the target was given.
/// Called again, or after the driver has given the request up, it does no harm and has no effect
/// but that the run is told to be invalid; that holds for as long as the process lives.
class Completion {
 public:
  using Receiver = void (*)(void* context, const Sample& sample);

  Completion() = default;
  Completion(Receiver receiver, void* context, Request request, std::uint32_t window, Instant due,
             Instant sent, std::uint32_t ticket = 0)
      : receiver_(receiver),
        context_(context),
        request_(request),
        window_(window),
        ticket_(ticket),
        due_(due),
        sent_(sent) {}

  /// `started` is when work on the request began: `sent()` where the target has no queue. Where the
  /// target can't tell service from delivery, all of it is service.
  void operator()(Outcome outcome, Instant started, Instant finished) const {
    (*this)(outcome, started, finished, finished, {});
  }
  void operator()(Outcome outcome, Instant started, Instant served, Instant finished,
                  std::span<const Duration> stages, Why why = {}) const {
    receiver_(context_, Sample{request_, window_, outcome, 0, due_, sent_, started, served,
                               finished, stages, why, ticket_});
  }
  /// With its class, its first result and what it produced.
  void operator()(Outcome outcome, Instant started, Instant served, Instant finished,
                  std::span<const Duration> stages, const Marks& marks, Why why = {}) const {
    receiver_(context_, Sample{request_, window_, outcome, 0, due_, sent_, started, served,
                               finished, stages, why, ticket_, false, &marks});
  }

  /// An exception came out of the work on this request: it ends as failed, with `what` as an
  /// example, unless it has ended already; then nothing happens.
  void threw(std::string_view what, Instant started, Instant finished) const {
    receiver_(context_, Sample{request_,
                               window_,
                               Outcome::failed,
                               0,
                               due_,
                               sent_,
                               started,
                               finished,
                               finished,
                               {},
                               {"threw an exception", what},
                               ticket_,
                               true});
  }

  Instant due() const { return due_; }
  Instant sent() const { return sent_; }
  const Request& request() const { return request_; }

 private:
  Receiver receiver_ = nullptr;
  void* context_ = nullptr;
  Request request_;
  std::uint32_t window_ = 0;
  std::uint32_t ticket_ = 0;
  Instant due_;
  Instant sent_;
};

/// A driver's thread in the service of a target. Destroyed by the thread that has it.
class Attendance {
 public:
  virtual ~Attendance() = default;
  /// Works until a request has ended, or `until` has come (to a millisecond), or until soon (50 ms
  /// at most) after `stop` was requested.
  virtual void work(Instant until, const std::stop_token& stop) = 0;
};

/// What a target says of itself that the run's checks rest on; all but the depth are totals since
/// it was made. What it can't say stays empty. Whatever else it counts is one of its counters().
struct Observation {
  std::optional<std::uint64_t> ok, failed, shed;          // requests ended, as the target counts
  std::optional<std::uint64_t> queue_depth;               // requests that wait in it now
  std::optional<std::uint64_t> cache_hits, cache_misses;  // look-ups in its cache, if it has one
};

/// The system under test. One of the harness's two interfaces (the other is Clock).
class Target {
 public:
  /// `built`: how the code of the class that derives from this was compiled. The unit with that
  /// class's constructor fills it in, by itself.
  explicit Target(const BuildMark& built = this_build()) : built_(built) {}
  virtual ~Target() = default;

  const BuildMark& built() const { return built_; }

  /// How many different items a request can name; at least 1.
  virtual std::uint64_t population() const = 0;

  /// Takes one request and returns at once, whatever state the target is in: the driver never
  /// waits. `done` may be called before this returns. Called from one thread, unless concurrent().
  /// One that blocks delays the requests behind it, which is measured and told. Should it throw,
  /// the request ends as failed.
  virtual void submit(const Request& request, Completion done) = 0;

  /// May submit() be called from several threads at once? Then loads may have as many threads
  /// (OpenLoad::threads, ClosedLoad::threads), each of which calls it directly, and blocking in it
  /// holds up only its own thread's requests.
  virtual bool concurrent() const { return false; }

  /// For a driver that sends from one thread and has nothing else to do there than to wait for
  /// answers: until the result is destroyed, the target does in its work() what it has a thread of
  /// its own for, and no two threads take turns. Null where it has no such thread.
  virtual std::unique_ptr<Attendance> attend() { return nullptr; }

  /// Names of the stages that each sample's `stages` splits its service into; empty if unknown.
  virtual std::vector<std::string> stages() const { return {}; }

  /// How its requests are told apart, each kind with quantiles of its own.
  virtual RequestClasses classes() const { return {}; }

  /// What it counts of its own work, the same for as long as it lives: a column each of the result
  /// files, a line of the plots, and a name for objectives. Conditions: check_counters'.
  virtual std::vector<CounterInfo> counters() const { return {}; }

  /// A cheap look at itself, from the observing thread, while requests are under way. `values`: one
  /// for each of counters(), in their order and empty; ratios stay so.
  virtual Observation observe(std::span<CounterValue> /*values*/) { return {}; }

  /// Called once, after the last completion and outside the timed region: are the outputs right?
  /// An error makes the run invalid.
  virtual Expected<void> verify() { return {}; }

 private:
  BuildMark built_;
};

}  // namespace harness
