#include "harness/slice/account.h"

#include <algorithm>

namespace harness::slice {

using result::Figure;

namespace {

template <class Level>
void note_peak(Figure& peak, const std::optional<Level>& level) {
  if (level) peak = std::max(peak.value_or(0), static_cast<double>(*level));
}

}  // namespace

void Account::Total::add(const Figure& amount) {
  if (amount) sum = sum.value_or(0) + *amount;
}

Figure growth(const std::optional<std::uint64_t>& before,
              const std::optional<std::uint64_t>& after) {
  if (!before || !after || *after < *before) return std::nullopt;
  return static_cast<double>(*after - *before);
}

Figure hit_ratio(const Figure& hits, const Figure& misses) {
  if (!hits || !misses || *hits + *misses <= 0) return std::nullopt;
  return *hits / (*hits + *misses);
}

void Account::add(Duration wall, const probe::Usage& usage, const Reading& before,
                  const Reading& after) {
  const double seconds = std::chrono::duration<double>(wall).count();
  wall_ += wall;
  cpu_cores_.add(usage.cpu_cores, seconds);
  asking_cpu_cores_.add(usage.asking_cpu_cores, seconds);
  rss_mib_.add(usage.rss_mib, seconds);
  steal_.add(usage.steal_fraction, seconds);
  machine_cpu_cores_.add(usage.machine_cpu_cores, seconds);
  scarcity_.add(usage, seconds);
  note_peak(rss_mib_peak_, usage.rss_mib);
  note_peak(rss_mib_peak_, usage.rss_mib_peak);
  io_operations_.add(usage.io_operations);
  read_mib_.add(usage.read_mib);
  written_mib_.add(usage.written_mib);
  context_switches_.add(usage.context_switches);
  page_faults_.add(usage.page_faults);
  allocations_.add(usage.allocations);
  cache_hits_.add(growth(before.observed.cache_hits, after.observed.cache_hits));
  cache_misses_.add(growth(before.observed.cache_misses, after.observed.cache_misses));
  const std::size_t told = std::min(before.counters.size(), after.counters.size());
  counters_.resize(std::max(counters_.size(), told));
  for (std::size_t i = 0; i < told; ++i) {
    counters_[i].add(before.counters[i], after.counters[i], seconds);
  }
}

void Account::merge(const Account& other) {
  wall_ += other.wall_;
  cpu_cores_.merge(other.cpu_cores_);
  asking_cpu_cores_.merge(other.asking_cpu_cores_);
  rss_mib_.merge(other.rss_mib_);
  steal_.merge(other.steal_);
  machine_cpu_cores_.merge(other.machine_cpu_cores_);
  scarcity_.merge(other.scarcity_);
  note_peak(rss_mib_peak_, other.rss_mib_peak_);
  io_operations_.add(other.io_operations_.sum);
  read_mib_.add(other.read_mib_.sum);
  written_mib_.add(other.written_mib_.sum);
  context_switches_.add(other.context_switches_.sum);
  page_faults_.add(other.page_faults_.sum);
  allocations_.add(other.allocations_.sum);
  cache_hits_.add(other.cache_hits_.sum);
  cache_misses_.add(other.cache_misses_.sum);
  counters_.resize(std::max(counters_.size(), other.counters_.size()));
  for (std::size_t i = 0; i < other.counters_.size(); ++i) counters_[i].merge(other.counters_[i]);
}

Figure Account::others_cpu_cores() const {
  const Figure all = machine_cpu_cores_.mean();
  const Figure own = cpu_cores_.mean();
  if (!all || !own) return std::nullopt;
  return std::max(0.0, *all - *own - asking_cpu_cores_.mean().value_or(0));
}

void Account::fill(result::Point& point) const {
  point.cpu_cores = cpu_cores_.mean();
  point.rss_mib_mean = rss_mib_.mean();
  point.rss_mib_peak = rss_mib_peak_;
  point.steal_fraction = steal_.mean();
  scarcity_.fill(point);
  point.io_operations = io_operations_.sum;
  point.read_mib = read_mib_.sum;
  point.written_mib = written_mib_.sum;
  point.context_switches = context_switches_.sum;
  point.page_faults = page_faults_.sum;
  if (allocations_.sum && point.requests.value_or(0) > 0) {
    point.allocations_per_request = *allocations_.sum / *point.requests;
  }
  point.cache_hits = cache_hits_.sum;
  point.cache_misses = cache_misses_.sum;
  point.cache_hit_ratio = hit_ratio(cache_hits_.sum, cache_misses_.sum);
}

}  // namespace harness::slice
