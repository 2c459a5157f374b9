// Where every sample ends up.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "harness/record/failure_reasons.h"
#include "harness/record/request_bounds.h"
#include "harness/record/spin_lock.h"
#include "harness/record/window_totals.h"
#include "harness/target.h"

namespace harness::record {

/// Adds up samples by the window in which they were due, in memory that does not grow with their
/// number, and gives out what has ended whenever the observer asks. Each recording thread has a
/// part of its own with two buffers, one of which it fills while the observer empties the other:
/// threads never wait for one another, nor for a sum to be made.
class Recorder {
 public:
  /// Samples carry `stages` stage times each. `windows`: how many totals take() returns, for who
  /// knows that there are no more. `phases`: as FailureReasons takes them. `classes`: into which
  /// samples are told apart; one that is of none of them comes behind the last, as class
  /// classes.names.size(). `bounds`: which requests are counted as good ones.
  Recorder(std::size_t windows, std::size_t stages, std::vector<std::uint32_t> phases = {0},
           RequestClasses classes = {}, RequestBounds bounds = {});
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// A request has been sent. Any thread.
  void count_sent();

  /// A request has ended. Any thread.
  void record(const Sample& sample);

  /// Adds what ended since the last take to `into`. Each sample is given out exactly once; all of
  /// them once in_flight() was 0 and stays so. One thread at a time (the observer's).
  void take(WindowTotals& into);
  /// The totals by window. Precondition: no sample's window is beyond `windows`, nor that of
  /// `into`.
  void take(std::vector<PhaseTotals>& into);
  std::vector<PhaseTotals> take();
  std::vector<PhaseTotals> empty_totals() const;

  /// Why those that failed did, over all that was recorded. Any thread.
  std::vector<FailureCount> failures() const { return failures_.counts(); }

  /// The threads that recorded until now have ended, or will be taken for new ones: what they left
  /// is kept, and their parts serve the threads to come, so that memory grows with the threads at
  /// one time and not with all that ever were. Precondition: nobody sends or records meanwhile.
  void reuse_parts();
  std::size_t parts() const;

  /// What it takes, as of the last two takes. The observer's thread only.
  std::size_t memory_bytes() const;

  std::uint64_t sent() const;
  /// Sent and not yet recorded; all of their effects are visible once this is 0.
  std::uint64_t in_flight() const;

  /// How many were in flight at some instant of a reading, which takes its time: no fewer than
  /// `least`, no more than `most`.
  struct InFlight {
    std::uint64_t least = 0, most = 0;
    double middle() const { return (static_cast<double>(least) + static_cast<double>(most)) / 2; }
    double doubt() const { return (static_cast<double>(most) - static_cast<double>(least)) / 2; }
  };
  InFlight read_in_flight() const;

 private:
  struct Part;
  Part& part_of_this_thread();
  Part& add_part();
  std::uint64_t recorded() const;
  Sample with_class(const Sample& sample) const;

  std::uint64_t serial_;  // tells this recorder's present parts from all others
  const std::size_t windows_, stages_;
  const RequestClasses classes_;
  const bool has_classes_;
  const RequestBounds bounds_;
  const bool has_bounds_;
  mutable std::mutex parts_mutex_;
  std::vector<std::unique_ptr<Part>> parts_;
  std::size_t parts_in_use_ = 0;
  FailureReasons failures_;
};

}  // namespace harness::record
