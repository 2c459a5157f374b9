#include "scenarios/documents/targets/fault_fates.h"

namespace scenarios {
namespace {

using engine::documents::Result;

FaultFate fate_of(const Result& result) {
  if (result.outcome == engine::documents::Outcome::ok) {
    return result.attempts > 1 ? FaultFate::recovered : FaultFate::undisturbed;
  }
  const bool refused = result.error && result.error->reason == engine::Reason::quarantined;
  return result.is_set_aside || refused ? FaultFate::set_aside : FaultFate::failed;
}

std::vector<std::string> names() {
  return {fault_fates.begin(), fault_fates.end()};
}

void tell(const harness::Completion& done, const Result& result) {
  std::array<harness::Duration, fault_fates.size()> times;
  times.fill(engine::run::Trace::did_not_run);
  if (result.outcome != engine::documents::Outcome::shed) {
    times.at(static_cast<std::size_t>(fate_of(result))) = result.finished - done.sent();
  }
  done(outcome_of(result.outcome), result.started, result.served, result.finished, times,
       EngineWhy(result));
}

}  // namespace

const Telling by_fate{names, tell};

}  // namespace scenarios
