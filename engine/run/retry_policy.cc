#include "engine/run/retry_policy.h"

#include <algorithm>

#include "engine/run/dice.h"

namespace engine::run {

Duration RetryPolicy::pause_before(std::size_t attempt, std::uint64_t identity) const {
  Duration bound = std::min(first_pause, longest_pause);
  for (std::size_t i = 2; i < attempt && bound < longest_pause && bound.count() > 0; ++i) {
    bound = bound > longest_pause / 2 ? longest_pause : 2 * bound;
  }
  const double share = chance(seed, identity, attempt);
  return Duration(static_cast<Duration::rep>(share * static_cast<double>(bound.count())));
}

}  // namespace engine::run
