#include "engine/cache/contest.h"

#include <algorithm>

namespace engine::cache {
namespace {

// With a lead of an eighth, or of 16 for the smallest, one in thirty loads of which LRU is the best
// were lost to it; with twice that, what there was to gain came too late for short loads.
constexpr std::uint64_t least_lead = 24;
constexpr std::uint64_t entries_per_lead = 4;
constexpr std::uint64_t least_half_life = 1'000;
constexpr std::uint64_t half_life_per_entry = 10;

}  // namespace

void Contest::judge(bool recency_hit, bool frequency_hit, std::uint64_t entries) {
  if (++since_halving_ >= std::max(least_half_life, half_life_per_entry * entries)) {
    since_halving_ = 0;
    lead_ /= 2;
    differed_ /= 2;
  }
  if (recency_hit == frequency_hit) return;
  ++differed_;
  lead_ += frequency_hit ? 1 : -1;
  const std::int64_t lead_of_other = leader_ == cache::policy::Mode::recency ? lead_ : -lead_;
  const auto enough = static_cast<std::int64_t>(std::max(least_lead, entries / entries_per_lead));
  if (lead_of_other <= enough || lead_of_other * lead_of_other <= 9 * differed_) return;
  leader_ = leader_ == cache::policy::Mode::recency ? cache::policy::Mode::frequency
                                                    : cache::policy::Mode::recency;
}

}  // namespace engine::cache
