// Which of two has been ahead lately, and whether that could be chance.
#pragma once

#include <cstdint>

#include "engine/cache/policy/mode.h"

namespace engine::cache {

/// Compares the hits of two caches access by access. Where both hit or both miss, nothing is
/// learnt; of the rest either would have half if they were alike, with a standard deviation of the
/// lead of the number's square root (sign test). The leader changes when the other is ahead by
/// three of these and by enough to pay for the change: a quarter as many hits as there are entries.
/// What is past counts half as much after ten accesses for each entry. Not thread-safe.
class Contest {
 public:
  /// `entries`: how many the caches have.
  void judge(bool recency_hit, bool frequency_hit, std::uint64_t entries);
  /// Recency at first.
  cache::policy::Mode leader() const { return leader_; }

 private:
  std::int64_t lead_ = 0;      // hits that frequency has more than recency
  std::int64_t differed_ = 0;  // accesses that one of the two hit
  std::uint64_t since_halving_ = 0;
  cache::policy::Mode leader_ = cache::policy::Mode::recency;
};

}  // namespace engine::cache
