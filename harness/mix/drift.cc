#include "harness/mix/drift.h"

namespace harness::mix {

Drift::Drift(std::uint64_t population, double exponent, std::uint64_t turnover, std::uint64_t seed)
    : population_(population),
      turnover_(turnover),
      seed_(seed),
      rank_(population, exponent),
      now_(ranking(0)),
      next_(ranking(1)) {}

/// The first is the one of a popularity that stays.
Permutation Drift::ranking(std::uint64_t number) const {
  if (number == 0) return {population_, seed_};
  schedule::SeedSpreader spread(seed_ ^ schedule::SeedSpreader(number)());
  return {population_, spread()};
}

std::uint64_t Drift::operator()(schedule::Generator& generator) {
  if (position_ == turnover_) {
    position_ = 0;
    ++number_;
    now_ = next_;
    next_ = ranking(number_ + 1);
  }
  const bool ahead = generator.below(turnover_) < position_++;
  const std::uint64_t rank = rank_(generator);
  return ahead ? next_(rank) : now_(rank);
}

}  // namespace harness::mix
