#include "engine/cache/policy/index.h"

#include <utility>

namespace engine::cache::policy {

void Index::insert(std::uint32_t hash, std::uint32_t slot) {
  if ((used_ + 1) * 3 > buckets_.size() * 2) grow();
  place({hash, slot});
  ++used_;
}

// The buckets that follow move up into the gap if their probe passed it, so that no tombstones are
// needed.
void Index::erase(std::uint32_t hash, std::uint32_t slot) {
  std::size_t gap = hash & mask_;
  while (buckets_[gap].slot != slot) gap = (gap + 1) & mask_;
  for (std::size_t at = (gap + 1) & mask_; buckets_[at].slot != none; at = (at + 1) & mask_) {
    const std::size_t home = buckets_[at].hash & mask_;
    const bool passed_gap = ((at - home) & mask_) >= ((at - gap) & mask_);
    if (!passed_gap) continue;
    buckets_[gap] = buckets_[at];
    gap = at;
  }
  buckets_[gap] = {};
  --used_;
}

void Index::clear() {
  buckets_.assign(16, {});
  mask_ = buckets_.size() - 1;
  used_ = 0;
}

void Index::place(Bucket bucket) {
  std::size_t at = bucket.hash & mask_;
  while (buckets_[at].slot != none) at = (at + 1) & mask_;
  buckets_[at] = bucket;
}

void Index::grow() {
  const std::vector<Bucket> old = std::exchange(buckets_, std::vector<Bucket>(buckets_.size() * 2));
  mask_ = buckets_.size() - 1;
  for (const Bucket& bucket : old) {
    if (bucket.slot != none) place(bucket);
  }
}

}  // namespace engine::cache::policy
