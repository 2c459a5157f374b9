#include "harness/search/simulated_load.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace harness::search {
namespace {

double exponential(schedule::Generator& generator) {
  return -std::log1p(-generator.unit());
}

/// The queue, and what it counted in the slice under way.
class Queue {
 public:
  explicit Queue(const SimulatedLoad& load, double service_s)
      : load_(load), service_s_(service_s) {}

  void arrive(double now_s, schedule::Generator& generator) {
    ++requests_;
    while (!leave_s_.empty() && leave_s_.front() <= now_s) leave_s_.pop_front();
    if (leave_s_.size() >= load_.room) {
      ++shed_;
      return;
    }
    const double service = load_.service == SimulatedLoad::Service::constant
                               ? service_s_
                               : service_s_ * exponential(generator);
    free_s_ = std::max(free_s_, now_s) + service;
    leave_s_.push_back(free_s_);
    const double latency = free_s_ - now_s;
    sum_s_ += latency;
    if (latency > load_.slow_s) ++slow_;
  }

  void end_slice(Evidence& evidence) {
    for (std::size_t i = 0; i < load_.figures.size(); ++i) {
      const auto figure = load_.figures[i];
      const bool shed = figure == SimulatedLoad::Figure::shed;
      evidence.ratios[i].numerators.push_back(shed                                    ? shed_
                                              : figure == SimulatedLoad::Figure::slow ? slow_
                                                                                      : sum_s_);
      evidence.ratios[i].denominators.push_back(shed ? requests_ : requests_ - shed_);
    }
    forget();
  }

  void forget() { requests_ = shed_ = slow_ = sum_s_ = 0; }

 private:
  const SimulatedLoad& load_;
  double service_s_;
  double free_s_ = 0;
  std::deque<double> leave_s_;
  double requests_ = 0, shed_ = 0, slow_ = 0, sum_s_ = 0;
};

}  // namespace

Evidence SimulatedLoad::run(const Probe& probe, schedule::Generator& generator,
                            const Decide& decide) const {
  const double off = spread > 0 ? spread * (exponential(generator) - exponential(generator)) : 0;
  Queue queue(*this, service_s * std::exp(off / std::sqrt(2.0)));
  Evidence evidence;
  evidence.ratios.resize(figures.size());
  double slice_end = warm_up_s;
  bool warm = false;
  for (double now = 0;;) {
    now += exponential(generator) / probe.rate_per_s;
    while (now >= slice_end) {
      evidence.seconds = slice_end;
      if (warm) {
        queue.end_slice(evidence);
        if (decide(evidence) || evidence.seconds + 1e-9 >= probe.seconds) return evidence;
      }
      queue.forget();
      warm = true;
      slice_end += slice_s;
    }
    queue.arrive(now, generator);
  }
}

Answer search(RateSearch& search, const SimulatedLoad& load, std::uint64_t seed) {
  schedule::Generator generator(seed, schedule::Stream::arrivals);
  while (const auto probe = search.next()) {
    const Evidence evidence = load.run(*probe, generator, [&](const Evidence& so_far) {
      return search.judge(so_far) != Decision::go_on;
    });
    if (!search.add(evidence)) break;
  }
  return search.answer();
}

}  // namespace harness::search
