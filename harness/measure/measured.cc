#include "harness/measure/measured.h"

#include <algorithm>
#include <utility>

namespace harness::measure {

void MeasuredPhase::cut(WarmUp found) {
  warm_up = std::move(found);
  const auto windows = static_cast<Duration::rep>(warm_up.slices * slices.stride());
  warm_up.length = windows > 0 && window > length / windows ? length : window * windows;
  totals = {};
  due = 0;
  ended = {};
  account = {};
  slowest = {};
  for (const slice::Slice& slice : slices.entries()) {
    slowest = std::max(slowest, Duration(slice.totals.latency.max()));
  }
  for (const slice::Slice& slice : warm_slices()) {
    totals.merge(slice.totals);
    due += slice.due;
    ended.add(slice.ended);
    account.merge(slice.account);
  }
}

void MeasuredStep::describe_as(const scenario::Prepared& prepared) {
  engine = prepared.engine;
  batch_size = prepared.batch_size;
  workers = prepared.workers;
  parameters = prepared.parameters;
  caveat = prepared.caveat;
  build = prepared.build.value_or(prepared.target->built());
  describe = prepared.describe;
  resources = prepared.resources;
}

}  // namespace harness::measure
