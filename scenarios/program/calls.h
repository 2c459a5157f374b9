// A subject from a function: the shortest way to measure an engine.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "harness/scenario/subject.h"

namespace prony {

/// Works one request, blocking, and says how it ended; what it throws ends it as failed. Several
/// threads call it at once.
using Call = std::function<harness::Outcome(const harness::Request& request)>;

/// What an engine that is called tells beside the ends of its requests.
struct Tells {
  harness::RequestClasses classes = {};  // reads and writes, say
  std::vector<harness::CounterInfo> counters = {};
  /// As Target::observe(); its counts of requests need not be filled in. May be null.
  std::function<harness::Observation(std::span<harness::CounterValue> values)> observe = {};
};

/// A subject whose requests ask for one of so many items. It is called by `threads` threads (a
/// setting: as many as there are cores), before which requests wait in a queue of 1,000 (the
/// setting `backlog`); what finds no room there is shed. With threads=0 the load's own thread calls
/// it: nothing is handed over, and nothing can wait. Precondition: items > 0.
harness::scenario::Subject subject(std::string name, std::uint64_t items, Call call);

/// The subject's make_target for an engine that is called so; for subjects with more to say. Heeds
/// the settings `threads` and `backlog`.
harness::Expected<harness::scenario::Prepared> prepare(harness::scenario::TargetOrder order,
                                                       std::uint64_t items, Call call,
                                                       Tells tells = {});

}  // namespace prony
