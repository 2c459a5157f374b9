// A run's slow request, run again alone.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/scenario/subject.h"
#include "scenarios/general/catalogue.h"
#include "scenarios/replay/request_time.h"

namespace scenarios {

/// Which request to run again, and what its target was made from.
struct ReplayPlan {
  harness::result::SlowRequest then;
  std::size_t number = 1;  // among the slowest that were measured, from 1
  harness::scenario::MakeTarget make_target;
  decltype(harness::scenario::Subject::open_items) open_items;
  std::string engine;
  std::vector<harness::scenario::Setting> settings;
  std::string corpus;       // as it was typed; empty: the default one
  std::string corpus_then;  // what it was described as; empty: the target has none
  std::string started_utc;
};

/// Reads from a run's files what its `number`-th slowest measured request needs, but for the
/// items; never one of the capacity or of a warm-up. Every switch is that of the request's own
/// step. Errors: no such request, a scenario that this program doesn't have.
harness::Expected<ReplayPlan> plan_replay(const harness::result::RunResult& run, std::size_t number,
                                          const Catalogue& catalogue);

/// What became of a replay: an entry for each fresh target.
struct Replay {
  std::vector<RequestTime> cold;    // the first request to it
  std::vector<RequestTime> warm;    // the same once more
  std::vector<std::string> stages;  // all that the target has
  std::vector<std::string> notes;   // what is not as it was in the run
  std::string wrong;                // what the target's verify() said
};

/// Makes the target `repeat` times and gives each the request, then the same request again, with
/// nothing else under way. Files of the targets go below `scratch`, a folder that is there. A stop
/// ends it early; then there are fewer entries. Errors: a corpus or item that is gone, a target
/// that can't be made, a request that doesn't end within a minute, or
/// three times what it took in the run.
harness::Expected<Replay> replay(harness::Clock& clock, const ReplayPlan& plan,
                                 const std::filesystem::path& scratch, unsigned repeat,
                                 const std::stop_token& stop);

}  // namespace scenarios
