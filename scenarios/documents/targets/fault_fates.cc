#include "scenarios/documents/targets/fault_fates.h"

namespace scenarios {
namespace {

using engine::documents::items::Result;

FaultFate fate_of(const Result& result) {
  if (result.outcome == engine::documents::Outcome::ok) {
    return result.attempts > 1 ? FaultFate::recovered : FaultFate::undisturbed;
  }
  const bool refused = result.error && result.error->reason == engine::Reason::quarantined;
  return result.is_set_aside || refused ? FaultFate::set_aside : FaultFate::failed;
}

}  // namespace

Telling by_fate() {
  return {
      .classes = {.names = {fault_fates.begin(), fault_fates.end()}},
      .class_of = [](const Result& result) { return static_cast<std::uint32_t>(fate_of(result)); }};
}

}  // namespace scenarios
