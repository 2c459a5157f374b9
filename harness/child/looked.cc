#include "harness/child/looked.h"

namespace harness::child {
namespace {

/// What a total grew by; empty where it was not told twice, or fell.
SliceReport::Figure growth(const SliceReport::Figure& before, const SliceReport::Figure& after) {
  if (!before || !after || *after < *before) return std::nullopt;
  return *after - *before;
}

CounterValue growth(const CounterInfo& counter, const CounterValue& before,
                    const CounterValue& after) {
  if (counter.kind != CounterKind::total) return after;
  if (!before || !after || *after < *before) return std::nullopt;
  return *after - *before;
}

}  // namespace

void add_used(const Looked& before, const Looked& after, std::span<const CounterInfo> counters,
              SliceReport& report) {
  report.cpu_ns = growth(before.process.cpu_ns, after.process.cpu_ns);
  report.io_operations = growth(before.process.io_operations, after.process.io_operations);
  report.rss_bytes = after.process.rss_bytes;
  report.rss_peak_bytes = after.process.rss_peak_bytes;
  if (before.allocations && after.allocations) {
    report.allocations = growth(before.allocations->count, after.allocations->count);
    report.allocated_bytes = growth(before.allocations->bytes, after.allocations->bytes);
  }
  const Observation &first = before.said.observed, &last = after.said.observed;
  report.cache_hits = growth(first.cache_hits, last.cache_hits);
  report.cache_misses = growth(first.cache_misses, last.cache_misses);
  for (std::size_t i = 0; i < counters.size(); ++i) {
    report.counters.push_back(
        growth(counters[i], before.said.counters.at(i), after.said.counters.at(i)));
  }
}

}  // namespace harness::child
