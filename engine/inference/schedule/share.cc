#include "engine/inference/schedule/share.h"

#include <algorithm>
#include <numeric>

namespace engine::inference::schedule {

std::vector<std::size_t> share(std::size_t tokens, std::span<const std::size_t> wanted) {
  std::vector<std::size_t> order(wanted.size()), given(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t who) { return wanted[who]; });
  std::size_t left = order.size();
  for (const std::size_t who : order) {
    given[who] = std::min(wanted[who], tokens / left);
    tokens -= given[who];
    --left;
  }
  return given;
}

}  // namespace engine::inference::schedule
