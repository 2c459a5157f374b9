#include "engine/inference/schedule/share.h"

#include <algorithm>
#include <numeric>

namespace engine::inference::schedule {

std::vector<std::size_t> share(std::size_t tokens, std::span<const std::size_t> wanted) {
  std::vector<std::size_t> given(wanted.size());
  if (wanted.empty()) return given;
  const auto give = [&](std::size_t who, std::size_t most) {
    const std::size_t more = std::min({wanted[who] - given[who], most, tokens});
    given[who] += more;
    tokens -= more;
  };
  give(0, (tokens + 3) / 4);
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t who) { return wanted[who] - given[who]; });
  for (const std::size_t who : order) give(who, tokens);
  return given;
}

}  // namespace engine::inference::schedule
