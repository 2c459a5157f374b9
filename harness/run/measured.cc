#include "harness/run/measured.h"

#include <algorithm>
#include <utility>

namespace harness::run {

void MeasuredPhase::cut(WarmUp found) {
  warm_up = std::move(found);
  warm_up.length = {};
  totals = {};
  account = {};
  const std::span<const Slice> all = slices.entries();
  for (const Slice& slice : all.first(warm_up.slices)) warm_up.length += slice.account.wall();
  for (const Slice& slice : warm_slices()) {
    slice.totals.add_to(totals);
    account.merge(slice.account);
  }
}

Duration MeasuredPhase::real_length() const {
  return std::min(length, warm_up.length + account.wall());
}

Duration MeasuredPhase::quoted_length() const {
  return warm_up.length < length ? real_length() - warm_up.length : account.wall();
}

}  // namespace harness::run
