#include "harness/record/sparse_histogram.h"

#include <algorithm>

namespace harness::record {

SparseHistogram::SparseHistogram(const Histogram& histogram) : sums_(histogram.sums_) {
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
  for (const SparseHistogram::Bucket& bucket : other.buckets_) {
    block_with(bucket.bucket)[bucket.bucket % block_size] += bucket.count;
  }
  sums_.merge(other.sums_);
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
