// A folder's documents through an engine.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>

#include "engine/documents/engine.h"
#include "engine/documents/ingest/walk.h"

namespace engine::documents::ingest {

/// Documents that failed for one reason.
struct Failures {
  std::uint64_t count = 0;
  std::uint64_t not_tried = 0;  // of them: they had failed for good before
  std::string example;          // the largest one's id,
  std::string detail;           // and what was said of it
  std::uint64_t bytes = 0;      // its size, as far as it was read
};

/// What became of the documents so far. Those that ended are `ok`, `unchanged`, `failed` or `shed`.
struct Tally {
  std::uint64_t submitted = 0;
  std::uint64_t ok = 0;         // worked on
  std::uint64_t bytes = 0;      // of those
  std::uint64_t unchanged = 0;  // ok before with the same bytes and settings; not worked on
  std::uint64_t failed = 0;
  std::uint64_t incomplete = 0;    // of those worked on: some of their parts failed
  std::string incomplete_example;  // the last one's id, and what was wrong with its first such part
  std::uint64_t shed = 0;          // refused by the queue; only with queue.policy=shed
  std::map<Reason, Failures> failures;

  std::uint64_t ended() const { return ok + unchanged + failed + shed; }
  /// Those that something was done for.
  std::uint64_t worked_on() const;
};

/// Leads every document of a walk through an engine, each under its path as id, and counts how they
/// end. What waits is bounded by the engine's queue (queue.policy=block). A document whose file has
/// gone since an earlier time stays in the database.
class Ingest {
 public:
  /// Both must outlive it.
  Ingest(documents::Engine& engine, Walk& walk) : engine_(engine), walk_(walk) {}
  /// Precondition: run() is not under way.
  ~Ingest() = default;
  Ingest(const Ingest&) = delete;
  Ingest& operator=(const Ingest&) = delete;

  /// Submits and waits until all that was taken in has ended. After a stop no more is taken in.
  /// True: the walk is over. To be called once.
  bool run(const std::stop_token& stop);

  /// Thread-safe, while it runs, too.
  Tally tally() const;

 private:
  void note(const items::Result& result);
  void note_parts(const items::Result& result);

  documents::Engine& engine_;
  Walk& walk_;
  mutable std::mutex mutex_;
  std::condition_variable all_ended_;
  Tally tally_;
};

}  // namespace engine::documents::ingest
