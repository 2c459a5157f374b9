// Slices as the statistics want them: a batch a slice, in order of time.
#pragma once

#include <span>
#include <vector>

#include "harness/slice/slice.h"
#include "harness/stats/estimate.h"

namespace harness::slice {

std::vector<record::SparseHistogram> latencies(std::span<const Slice> slices);

/// Of all classes together: when first results were there, since their requests were due, and the
/// times between results.
std::vector<record::SparseHistogram> first_results(std::span<const Slice> slices);
std::vector<record::SparseHistogram> gaps(std::span<const Slice> slices);

/// How many requests of each slice failed or were shed.
std::vector<std::uint64_t> unsuccessful(std::span<const Slice> slices);

stats::Ratio mean_latency_ms(std::span<const Slice> slices);
stats::Ratio mean_gap_ms(std::span<const Slice> slices);
stats::Ratio units_per_s(std::span<const Slice> slices);  // of the requests due within, a second
stats::Ratio good_per_s(std::span<const Slice> slices);   // of those, that held their bounds
stats::Ratio throughput_per_s(std::span<const Slice> slices);  // what ended, not shed, a second
stats::Ratio cache_hit_ratio(std::span<const Slice> slices);

/// The share of what the histograms have, one of each slice, that is above `limit_ns`.
stats::Ratio share_above(std::span<const record::SparseHistogram> histograms,
                         std::int64_t limit_ns);
stats::Ratio failed_share(std::span<const Slice> slices);  // of the accepted
stats::Ratio shed_share(std::span<const Slice> slices);    // of all

}  // namespace harness::slice
