// Where an entry is: from the hash of its key to the number of its slot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine::cache::policy {

/// An open-addressing table with linear probing, at most two thirds full, eight bytes a bucket: a
/// look-up costs one cache line here and one for the slot. The keys stay in the slots; the caller
/// compares them. Not thread-safe.
class Index {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  Index() { clear(); }

  /// The slot with this hash for which `same(slot)` holds, or `none`.
  template <class Same>
  std::uint32_t find(std::uint32_t hash, Same same) const {
    for (std::size_t at = hash & mask_; buckets_[at].slot != none; at = (at + 1) & mask_) {
      if (buckets_[at].hash == hash && same(buckets_[at].slot)) return buckets_[at].slot;
    }
    return none;
  }

  /// Precondition: the slot is not in the index.
  void insert(std::uint32_t hash, std::uint32_t slot);
  /// Precondition: the slot is in the index under this hash.
  void erase(std::uint32_t hash, std::uint32_t slot);
  void clear();

 private:
  struct Bucket {
    std::uint32_t hash = 0;
    std::uint32_t slot = none;
  };

  void place(Bucket bucket);
  void grow();

  std::vector<Bucket> buckets_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
};

}  // namespace engine::cache::policy
