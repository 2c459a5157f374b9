#include "harness/ablation/rounds.h"

#include <algorithm>
#include <limits>
#include <set>

namespace harness::ablation {
namespace {

constexpr int enough_looks = 2;

/// As std::shuffle, but the same everywhere for the same seed.
template <class Item>
void shuffle(std::vector<Item>& items, std::mt19937_64& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

std::size_t most_times(const Design& design) {
  std::size_t most = 1;
  for (const Comparison& one : design.comparisons) most = std::max(most, one.times);
  return most;
}

/// What is measured close together, and how often in a round.
struct Block {
  std::set<std::size_t> configurations;
  std::size_t times = 1;
};

}  // namespace

Rounds::Rounds(const Design& design, std::uint64_t seed)
    : design_(design),
      most_times_(most_times(design)),
      random_(seed),
      next_look_(design.fewest_rounds),
      figures_(design.configurations.size()),
      taken_(design.configurations.size()),
      dropped_(design.configurations.size()),
      narrow_looks_(design.comparisons.size()) {}

bool Rounds::is_open(std::size_t comparison) const {
  const Comparison& one = design_.comparisons[comparison];
  return narrow_looks_[comparison] < enough_looks && !dropped_[one.without] && !dropped_[one.with];
}

std::vector<std::size_t> Rounds::begin() {
  std::map<std::size_t, Block> blocks;
  std::set<std::size_t> placed;  // a configuration of several blocks is measured once
  for (std::size_t i = 0; i < design_.comparisons.size(); ++i) {
    if (!is_open(i)) continue;
    const Comparison& one = design_.comparisons[i];
    Block& block = blocks[one.block];
    block.times = std::max(block.times, one.times);
    for (const std::size_t configuration : {one.without, one.with}) {
      if (placed.insert(configuration).second) block.configurations.insert(configuration);
    }
  }
  std::vector<std::vector<std::size_t>> parts;
  for (const auto& [name, block] : blocks) {
    const auto& all = block.configurations;
    for (std::size_t i = 0; i < block.times; ++i) parts.emplace_back(all.begin(), all.end());
  }
  shuffle(parts, random_);
  std::vector<std::size_t> order;
  for (std::vector<std::size_t>& part : parts) {
    shuffle(part, random_);
    order.insert(order.end(), part.begin(), part.end());
  }
  if (!order.empty()) ++round_;
  std::fill(taken_.begin(), taken_.end(), 0);
  return order;
}

std::size_t Rounds::turn(std::size_t configuration) const {
  return (round_ - 1) * most_times_ + taken_[configuration];
}

void Rounds::take(std::size_t configuration, Figures figures) {
  figures_[configuration].resize(turn(configuration) + 1);
  figures_[configuration].back() = std::move(figures);
  ++taken_[configuration];
}

void Rounds::drop(std::size_t configuration) {
  dropped_[configuration] = true;
}

void Rounds::end() {
  if (round_ < next_look_) return;
  next_look_ += std::max<std::size_t>(1, round_ / 2);
  for (std::size_t i = 0; i < design_.comparisons.size(); ++i) {
    const bool narrow = reach_of(design_.comparisons[i]) <= design_.within;
    if (is_open(i)) narrow_looks_[i] = narrow ? narrow_looks_[i] + 1 : 0;
  }
}

std::vector<Pair> Rounds::pairs(const Comparison& comparison, std::string_view metric) const {
  const auto& without = figures_[comparison.without];
  const auto& with = figures_[comparison.with];
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < std::min(without.size(), with.size()); ++i) {
    const auto left = without[i].find(metric);
    const auto right = with[i].find(metric);
    if (left == without[i].end() || right == with[i].end()) continue;
    pairs.push_back({left->second, right->second});
  }
  return pairs;
}

std::size_t Rounds::complete_pairs(const Comparison& comparison) const {
  const auto& without = figures_[comparison.without];
  const auto& with = figures_[comparison.with];
  std::size_t complete = 0;
  for (std::size_t i = 0; i < std::min(without.size(), with.size()); ++i) {
    complete += !without[i].empty() && !with[i].empty();
  }
  return complete;
}

double Rounds::reach_of(const Comparison& comparison) const {
  double furthest = 0;
  for (const Claim& claim : comparison.claims) {
    const auto effect = effect_of(claim.scale, pairs(comparison, claim.metric));
    if (!effect.interval) return std::numeric_limits<double>::infinity();
    furthest = std::max(furthest, reach(claim.scale, effect));
  }
  return furthest;
}

const Comparison* Rounds::widest() const {
  const Comparison* found = nullptr;
  double furthest = -1;
  for (std::size_t i = 0; i < design_.comparisons.size(); ++i) {
    if (!is_open(i)) continue;
    const double one = reach_of(design_.comparisons[i]);
    if (one > furthest) {
      furthest = one;
      found = &design_.comparisons[i];
    }
  }
  return found;
}

}  // namespace harness::ablation
