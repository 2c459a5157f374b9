#include "harness/record/sparse_histogram.h"

#include <algorithm>

namespace harness::record {

SparseHistogram::SparseHistogram(const Histogram& histogram) : sums_(histogram.sums()) {
  if (count() == 0) return;
  const auto visit_used = [&](auto visit) {
    std::uint64_t left = count();
    for (std::size_t bucket = Histogram::bucket_of(histogram.min()); left > 0; ++bucket) {
      const std::uint64_t in_bucket = histogram.count_in(bucket);
      if (in_bucket == 0) continue;
      visit(Bucket(bucket, in_bucket));
      left -= in_bucket;
    }
  };
  std::size_t used = 0;  // counted first: a vector that grew would hold twice what it needs
  visit_used([&](const Bucket&) { ++used; });
  buckets_.reserve(used);
  visit_used([&](const Bucket& bucket) { buckets_.push_back(bucket); });
}

void SparseHistogram::merge(const SparseHistogram& other) {
  std::vector<Bucket> merged;
  merged.reserve(buckets_.size() + other.buckets_.size());
  auto mine = buckets_.begin();
  for (const Bucket& theirs : other.buckets_) {
    while (mine != buckets_.end() && mine->bucket < theirs.bucket) merged.push_back(*mine++);
    merged.push_back(theirs);
    if (mine != buckets_.end() && mine->bucket == theirs.bucket) {
      merged.back().count += (mine++)->count;
    }
  }
  merged.insert(merged.end(), mine, buckets_.end());
  merged.shrink_to_fit();
  buckets_ = std::move(merged);
  sums_.merge(other.sums_);
}

void Histogram::merge(const SparseHistogram& other) {
  Sums beyond = other.sums_;
  for (const SparseHistogram::Bucket& bucket : other.buckets_) {
    block_with(bucket.bucket)[bucket.bucket % block_size] += bucket.count;
    if (bucket.bucket >= exact_below) continue;
    beyond.count -= bucket.count;
    beyond.sum -= Wide{bucket.bucket} * bucket.count;
  }
  if (beyond.count == 0) beyond = {.clamped = beyond.clamped};
  beyond_.merge(beyond);
}

SparseHistogram::Parts SparseHistogram::parts() const {
  Parts parts{.min = count() == 0 ? 0 : sums_.min,
              .max = sums_.max,
              .clamped = sums_.clamped,
              .sum_high = static_cast<std::uint64_t>(sums_.sum >> 64),
              .sum_low = static_cast<std::uint64_t>(sums_.sum)};
  for (const Bucket& bucket : buckets_) {
    parts.buckets.push_back(bucket.bucket);
    parts.counts.push_back(bucket.count);
  }
  return parts;
}

Expected<SparseHistogram> SparseHistogram::of(const Parts& parts) {
  constexpr std::uint64_t most_count = std::uint64_t{1} << 47;  // and 2^16 of them stay under 2^63
  const auto refuse = [](const char* what) { return failure(std::string("a histogram ") + what); };
  if (parts.buckets.size() != parts.counts.size()) return refuse("has buckets without counts");
  if (parts.buckets.empty()) {
    if (parts == Parts{}) return SparseHistogram();
    return refuse("without buckets has values");
  }
  SparseHistogram made;
  Histogram::Wide lowest = 0, highest = 0;
  for (std::size_t i = 0; i < parts.buckets.size(); ++i) {
    const std::uint64_t bucket = parts.buckets[i], count = parts.counts[i];
    if (bucket >= Histogram::buckets()) return refuse("has a bucket beyond the last");
    if (i > 0 && bucket <= parts.buckets[i - 1]) return refuse("has buckets that do not rise");
    if (count == 0 || count >= most_count) return refuse("has a count out of range");
    made.buckets_.emplace_back(bucket, count);
    made.sums_.count += count;
    const auto at_least = static_cast<std::uint64_t>(Histogram::lowest_in(bucket));
    const auto at_most = static_cast<std::uint64_t>(Histogram::highest_in(bucket));
    lowest += Histogram::Wide{at_least} * count;
    highest += Histogram::Wide{at_most} * count;
  }
  const auto is_in = [](std::uint64_t value, std::uint64_t bucket) {
    return value <= static_cast<std::uint64_t>(Histogram::highest_trackable) &&
           Histogram::bucket_of(static_cast<std::int64_t>(value)) == bucket;
  };
  const Histogram::Wide sum = (Histogram::Wide{parts.sum_high} << 64) | parts.sum_low;
  if (!is_in(parts.min, parts.buckets.front()) || !is_in(parts.max, parts.buckets.back()) ||
      parts.min > parts.max || parts.clamped > made.sums_.count || sum < lowest || sum > highest) {
    return refuse("contradicts itself");
  }
  made.sums_.min = parts.min;
  made.sums_.max = parts.max;
  made.sums_.clamped = parts.clamped;
  made.sums_.sum = sum;
  return made;
}

std::uint64_t SparseHistogram::count_at_or_below(std::int64_t nanoseconds) const {
  if (nanoseconds < 0) return 0;
  if (nanoseconds >= max()) return count();
  const std::size_t last = Histogram::bucket_of(nanoseconds);
  std::uint64_t seen = 0;
  for (const Bucket& bucket : buckets_) {
    if (bucket.bucket > last) break;
    seen += bucket.count;
  }
  return seen;
}

}  // namespace harness::record
