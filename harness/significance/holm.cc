#include "harness/significance/holm.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace harness::significance {
namespace {

std::vector<std::size_t> by_size(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> holm_adjusted(std::span<const double> p) {
  std::vector<double> adjusted(p.size());
  double largest = 0;
  std::size_t left = p.size();
  for (const std::size_t i : by_size(p)) {
    largest = std::max(largest, p[i] * static_cast<double>(left--));
    adjusted[i] = std::min(largest, 1.0);
  }
  return adjusted;
}

std::vector<bool> step_down(std::span<const double> p, std::span<const double> critical) {
  std::vector<bool> rejected(p.size(), false);
  std::size_t left = p.size();
  for (const std::size_t i : by_size(p)) {
    if (p[i] > critical[left - 1]) break;
    rejected[i] = true;
    --left;
  }
  return rejected;
}

}  // namespace harness::significance
