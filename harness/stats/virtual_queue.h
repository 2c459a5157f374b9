// A queue with known answers, for proving the statistics.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "harness/record/sparse_histogram.h"
#include "harness/stats/estimate.h"

namespace harness::stats {

/// One server and Poisson arrivals in virtual time, by Lindley's recursion: a request waits for
/// what the one before it left undone when it came. Records as a run's phase is recorded: slices of
/// equal time by the requests' ends, and neighbours merged when there are 128.
class VirtualQueue {
 public:
  using Random = std::mt19937_64;
  struct Service {
    double ns = 0;
    bool cache_hit = false;
  };
  /// What the next request takes, drawn at its arrival, `now` ns after the start.
  using Draw = std::function<Service(Random&, double now)>;

  /// `backlog_ns`: work already queued at the start. Precondition: per_second > 0.
  VirtualQueue(double per_second, Draw service, std::uint64_t seed, double backlog_ns = 0);

  void run(std::uint64_t requests);

  const std::vector<record::SparseHistogram>& slices() const { return slices_; }
  Ratio mean_ns() const;
  Ratio throughput_per_s() const;
  Ratio cache_hit_ratio() const;

 private:
  void end_slice();
  void halve();

  double gap_ns_;
  Draw draw_;
  Random random_;
  double now_ns_ = 0, undone_ns_;
  double slice_ns_, slice_end_ns_;
  record::Histogram latency_;  // of the slice under way
  double hits_ = 0;
  std::vector<record::SparseHistogram> slices_;
  std::vector<double> hits_of_slice_;
};

/// Exponential, constant, or lognormal of the mean and coefficient of variation given.
VirtualQueue::Draw exponential_service(double mean_ns);
VirtualQueue::Draw constant_service(double ns);
VirtualQueue::Draw lognormal_service(double mean_ns, double variation);

}  // namespace harness::stats
