#include "harness/scenario/passes.h"

#include <algorithm>

namespace harness::scenario {
namespace {

/// As many passes as end nearest to `length`; one at least.
Duration::rep passes_in(Duration length, Duration pass) {
  return std::max<Duration::rep>(1, (length + pass / 2) / pass);
}

}  // namespace

bool Passes::enough(const ClosedLoad& load) const {
  if (count_ == 0) return false;
  const Duration limit = count_ < load.fewest_passes ? most_longer * load.length : load.length;
  return spent_ + mean() / 2 > limit;
}

Duration length_of_passes(const ClosedLoad& load, Duration pass) {
  if (pass <= Duration{}) return load.length;
  const auto wanted = static_cast<Duration::rep>(load.fewest_passes);
  const auto most = passes_in(Passes::most_longer * load.length, pass);
  return pass * std::max(passes_in(load.length, pass), std::min(wanted, most));
}

}  // namespace harness::scenario
