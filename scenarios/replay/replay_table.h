// A replay as a person reads it.
#pragma once

#include <string>

#include "scenarios/replay/replay.h"

namespace scenarios {

/// One sentence on where the request's time went: the generator was late, it waited for others, the
/// item itself is slow, or neither explains it. A part explains the latency where it was at
/// least half of it, and the item where alone it takes at least half as long as in the run.
std::string where_time_went(const RequestTime& then, const RequestTime& cold);

/// The request, its parts and stages in the run and alone, and the sentence.
std::string replay_text(const ReplayPlan& plan, const Replay& replay, std::size_t width);

}  // namespace scenarios
