// A slice as tests make it up.
#pragma once

#include "harness/slice/slice.h"

namespace harness::slice {

/// What was due in it ended in it.
inline Slice slice_of(const record::PhaseTotals& totals) {
  return {.totals = record::CompactTotals(totals),
          .due = totals.outcomes.all(),
          .ended = totals.outcomes,
          .account = {}};
}

}  // namespace harness::slice
