#include "harness/stats/virtual_run.h"

#include <algorithm>
#include <cmath>
#include <queue>

namespace harness::stats {
namespace {

/// Of mean 1. The library's own takes several times as long.
double unit_exponential(VirtualLoad::Random& random) {
  return -std::log((static_cast<double>(random() >> 11) + 0.5) * 0x1p-53);
}

/// The time for which the target was not stalled: its work goes on by this clock.
double working_time(const std::vector<VirtualLoad::Span>& stalls, double at_s) {
  double lost = 0;
  for (const VirtualLoad::Span& stall : stalls) {
    lost += std::clamp(at_s - stall.from_s, 0.0, stall.length_s);
  }
  return at_s - lost;
}

/// When the target has worked for so long.
double when_worked(const std::vector<VirtualLoad::Span>& stalls, double worked_s) {
  double at_s = worked_s;
  for (const VirtualLoad::Span& stall : stalls) {
    if (at_s > stall.from_s) at_s += stall.length_s;
  }
  return at_s;
}

/// The slices of a run under way.
class Slicing {
 public:
  explicit Slicing(const VirtualLoad& load)
      : width_s_(load.length_s / static_cast<double>(load.slices)), closed_(load.clients > 0) {
    run_.unsuccessful.resize(load.slices);
    run_.others.push_back({"cache hit ratio", zeros(load.slices)});
    if (closed_) {
      run_.others.push_back({"throughput", zeros(load.slices)});
      for (double& seconds : run_.others[1].ratio.denominators) seconds = width_s_;
    }
  }

  /// Requests come in the order in which they are due.
  void fail(double due_s) {
    go_to(due_s);
    ++run_.unsuccessful[run_.latency.size()];
  }
  void finish(double due_s, double finished_s, bool cache_hit) {
    go_to(due_s);
    latency_.record(std::llround((finished_s - due_s) * 1e9));
    Ratio& hits = run_.others[0].ratio;
    hits.numerators[run_.latency.size()] += cache_hit ? 1 : 0;
    hits.denominators[run_.latency.size()] += 1;
    const auto ended = static_cast<std::size_t>(finished_s / width_s_);
    if (closed_ && ended < run_.unsuccessful.size()) run_.others[1].ratio.numerators[ended] += 1;
  }
  VirtualRun end() {
    while (run_.latency.size() < run_.unsuccessful.size()) end_slice();
    return std::move(run_);
  }

 private:
  static Ratio zeros(std::size_t count) {
    return {std::vector<double>(count), std::vector<double>(count)};
  }
  void end_slice() {
    run_.latency.emplace_back(latency_);
    latency_.clear();
  }
  void go_to(double due_s) {
    while (due_s >= width_s_ * static_cast<double>(run_.latency.size() + 1) &&
           run_.latency.size() + 1 < run_.unsuccessful.size()) {
      end_slice();
    }
  }

  double width_s_;
  bool closed_;
  record::Histogram latency_;  // of the slice under way
  VirtualRun run_;
};

}  // namespace

VirtualRun run(const VirtualLoad& load, std::uint64_t seed) {
  VirtualLoad::Random random(seed);
  Slicing slicing(load);
  double free_s = load.backlog_s;  // by the working clock: when the server has nothing left to do
  using Soonest = std::priority_queue<double, std::vector<double>, std::greater<>>;
  Soonest clients(std::greater<>(), std::vector<double>(static_cast<std::size_t>(load.clients)));
  const auto gap = [&] { return (load.even ? 1 : unit_exponential(random)) / load.per_second; };
  double due_s = load.clients > 0 ? 0 : load.even ? 0.5 * gap() : gap();
  while (due_s < load.length_s) {
    double finished_s = due_s;
    if (std::any_of(load.failing.begin(), load.failing.end(),
                    [&](const auto& span) { return span.holds(due_s); })) {
      slicing.fail(due_s);
      finished_s += 1e-3;
    } else {
      const VirtualLoad::Work work = load.work(random, due_s);
      const double came_s = working_time(load.stalls, due_s);
      const double start_s = load.queued ? std::max(came_s, free_s) : came_s;
      free_s = start_s + work.seconds;
      finished_s = when_worked(load.stalls, free_s);
      slicing.finish(due_s, finished_s, work.cache_hit);
    }
    if (load.clients > 0) {
      clients.pop();
      clients.push(finished_s);
      due_s = clients.top();
    } else {
      due_s += gap();
    }
  }
  return slicing.end();
}

}  // namespace harness::stats
