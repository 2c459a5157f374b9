// Popularity that does not stay: what everybody asks for today, nobody wants tomorrow.
#pragma once

#include <cstdint>

#include "harness/mix/permutation.h"
#include "harness/mix/zipf.h"
#include "harness/schedule/generator.h"

namespace harness::mix {

/// Items by Zipf's law whose ranking drifts: over each `turnover` requests one ranking fades into
/// the next, an unrelated one. A request i of them follows the next ranking with the probability
/// i/turnover, so that no instant stands out, and after 2 * turnover requests nothing of a ranking
/// is left. O(1) time and memory, seeded.
class Drift {
 public:
  /// Preconditions: as Zipf's; turnover > 0.
  Drift(std::uint64_t population, double exponent, std::uint64_t turnover, std::uint64_t seed);

  /// The next request's item.
  std::uint64_t operator()(schedule::Generator& generator);

 private:
  Permutation ranking(std::uint64_t number) const;

  std::uint64_t population_, turnover_, seed_;
  Zipf rank_;
  std::uint64_t number_ = 0, position_ = 0;
  Permutation now_, next_;
};

}  // namespace harness::mix
