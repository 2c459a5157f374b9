#include "harness/significance/looks.h"

#include <algorithm>

#include "harness/significance/signed_rank.h"

namespace harness::significance {

CriticalLevels::CriticalLevels(std::span<const Look> looks, std::size_t tests, double share)
    : levels_(looks.size()) {
  for (std::size_t j = 1; j <= tests; ++j) {
    const auto number = static_cast<double>(j);
    double unspent = 0;
    for (std::size_t k = 0; k < looks.size(); ++k) {
      unspent += share * looks[k].alpha;
      const double own = attainable_level(looks[k].pairs, unspent / number);
      const double level = j == 1 ? own : std::min(own, levels_[k].back());
      unspent -= number * level;
      levels_[k].push_back(level);
    }
  }
}

Looks reached(std::span<const Look> looks, std::size_t pairs, bool ended) {
  Looks all;
  double unspent = 0;
  for (const Look& look : looks) {
    if (look.pairs <= pairs) {
      all.push_back(look);
    } else {
      unspent += look.alpha;
    }
  }
  if (!ended || unspent == 0 || pairs == 0) return all;
  if (!all.empty() && all.back().pairs == pairs) {
    all.back().alpha += unspent;
  } else {
    all.push_back({pairs, unspent});
  }
  return all;
}

}  // namespace harness::significance
