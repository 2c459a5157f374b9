#include "harness/stats/virtual_queue.h"

#include <algorithm>
#include <cmath>

namespace harness::stats {
namespace {

constexpr std::size_t most_slices = 128;
constexpr double first_slice_requests = 20;

/// Of mean 1. The library's own takes several times as long.
double exponential(VirtualQueue::Random& random) {
  return -std::log((static_cast<double>(random() >> 11) + 0.5) * 0x1p-53);
}

}  // namespace

VirtualQueue::VirtualQueue(double per_second, Draw service, std::uint64_t seed, double backlog_ns)
    : gap_ns_(1e9 / per_second),
      draw_(std::move(service)),
      random_(seed),
      undone_ns_(backlog_ns),
      slice_ns_(first_slice_requests * gap_ns_),
      slice_end_ns_(slice_ns_) {}

void VirtualQueue::run(std::uint64_t requests) {
  for (std::uint64_t i = 0; i < requests; ++i) {
    const double gap = gap_ns_ * exponential(random_);
    now_ns_ += gap;
    const Service service = draw_(random_, now_ns_);
    undone_ns_ = std::max(0.0, undone_ns_ - gap) + service.ns;
    while (now_ns_ + undone_ns_ > slice_end_ns_) end_slice();
    latency_.record(std::llround(undone_ns_));
    if (service.cache_hit) ++hits_;
  }
}

Ratio VirtualQueue::mean_ns() const {
  Ratio ratio;
  for (const auto& slice : slices_) {
    ratio.numerators.push_back(slice.sum());
    ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return ratio;
}

Ratio VirtualQueue::throughput_per_s() const {
  Ratio ratio;
  for (const auto& slice : slices_) {
    ratio.numerators.push_back(static_cast<double>(slice.count()));
    ratio.denominators.push_back(slice_ns_ / 1e9);
  }
  return ratio;
}

Ratio VirtualQueue::cache_hit_ratio() const {
  Ratio ratio{hits_of_slice_, {}};
  for (const auto& slice : slices_) {
    ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return ratio;
}

void VirtualQueue::end_slice() {
  slices_.emplace_back(latency_);
  hits_of_slice_.push_back(hits_);
  latency_.clear();
  hits_ = 0;
  if (slices_.size() == most_slices) halve();
  slice_end_ns_ += slice_ns_;
}

void VirtualQueue::halve() {
  for (std::size_t i = 0; i < most_slices / 2; ++i) {
    record::SparseHistogram merged = slices_[2 * i];
    merged.merge(slices_[2 * i + 1]);
    slices_[i] = std::move(merged);
    hits_of_slice_[i] = hits_of_slice_[2 * i] + hits_of_slice_[2 * i + 1];
  }
  slices_.resize(most_slices / 2);
  hits_of_slice_.resize(most_slices / 2);
  slice_ns_ *= 2;
}

VirtualQueue::Draw exponential_service(double mean_ns) {
  return [mean_ns](VirtualQueue::Random& random, double) {
    return VirtualQueue::Service{mean_ns * exponential(random)};
  };
}

VirtualQueue::Draw constant_service(double ns) {
  return [ns](VirtualQueue::Random&, double) { return VirtualQueue::Service{ns}; };
}

VirtualQueue::Draw lognormal_service(double mean_ns, double variation) {
  const double sigma = std::sqrt(std::log1p(variation * variation));
  std::lognormal_distribution<double> law(std::log(mean_ns) - sigma * sigma / 2, sigma);
  return [law](VirtualQueue::Random& random, double) mutable {
    return VirtualQueue::Service{law(random)};
  };
}

}  // namespace harness::stats
