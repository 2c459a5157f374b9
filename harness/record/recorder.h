// Where every sample ends up.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "harness/record/spin_lock.h"
#include "harness/record/totals.h"
#include "harness/target.h"

namespace harness::record {

/// Adds up samples by phase, in memory that does not grow with their number, and gives out what has
/// come together whenever the observer asks, so that whoever keeps it can cut it into slices of
/// time. Each recording thread has a part of its own with two buffers, one of which it fills while
/// the observer empties the other: threads never wait for one another, nor for a sum to be made.
class Recorder {
 public:
  /// Phases are numbered from 0; samples carry `stages` stage times each.
  Recorder(std::size_t phases, std::size_t stages);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// A request has been sent. One thread only (the driver's).
  void count_sent() {
    sent_.store(sent_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  /// A request has ended. Any thread. Precondition: sample.phase < phases.
  void record(const Sample& sample);

  /// Adds what ended since the last take to `into`, which has an entry a phase (as empty_totals()
  /// makes them). Each sample is given out exactly once; all of them once in_flight() was 0 and
  /// stays so. One thread at a time (the observer's).
  void take(std::vector<PhaseTotals>& into);
  std::vector<PhaseTotals> take();
  std::vector<PhaseTotals> empty_totals() const;

  /// The threads that recorded until now have ended, or will be taken for new ones: what they left
  /// is kept, and their parts serve the threads to come, so that memory grows with the threads at
  /// one time and not with all that ever were. Precondition: nobody sends or records meanwhile.
  void reuse_parts();
  std::size_t parts() const;

  /// What it takes, as of the last two takes. The observer's thread only.
  std::size_t memory_bytes() const;

  std::uint64_t sent() const { return sent_.load(std::memory_order_relaxed); }
  /// Sent and not yet recorded; all of their effects are visible once this is 0.
  std::uint64_t in_flight() const;

 private:
  struct Part;
  Part& part_of_this_thread();
  Part& add_part();
  void add_stray(const Sample& sample);

  std::uint64_t serial_;  // tells this recorder's present parts from all others
  const std::size_t phases_, stages_;
  std::atomic<std::uint64_t> sent_{0};
  mutable std::mutex parts_mutex_;
  std::vector<std::unique_ptr<Part>> parts_;
  std::size_t parts_in_use_ = 0;
  mutable std::mutex strays_mutex_;
  std::vector<PhaseTotals> strays_;  // came while their thread's buffer held another phase
};

}  // namespace harness::record
