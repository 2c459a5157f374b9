// What a gate between two programs is asked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/child/orders.h"
#include "harness/clock.h"
#include "harness/gate/plan.h"
#include "harness/objective/objective.h"
#include "harness/scenario/scenario.h"
#include "scenarios/contenders/contender.h"

namespace scenarios {

/// What the candidate is to do more, as shares: 0.05 is 5 %. The base then takes the way through
/// the code that an injection takes, too, with nothing injected.
struct Injected {
  double work = 0;   // of the CPU time of a request of the base's
  double stall = 0;  // by how much a wait of a few requests is to raise the base's P99, about
};

/// Two programs that hold targets of one subject, and how they are compared.
struct GateOrder {
  std::string base_asked, candidate_asked;  // as typed; empty: this program
  FoundProgram base, candidate;
  harness::child::SessionOrder session;  // for both; its scratch is each side's own
  harness::gate::Plan plan;              // without the counters that the subject declares as gated
  std::string metrics;                   // changes to the plan's metrics, as typed
  harness::Duration budget = std::chrono::minutes(10);    // for all of it
  harness::Duration measured = std::chrono::seconds(1);   // of each side of each pair
  std::vector<harness::objective::Objective> objectives;  // that the candidate is held to
  std::vector<std::string> environment;  // variables for both, as equal_environment() takes them
  harness::Duration patience = std::chrono::seconds(10);  // for requests under way at a turn's end
  std::string command;                                    // as typed
  /// A folder that is there, for programs and targets, on the disk that is to be measured; what is
  /// put there is the caller's to remove.
  std::filesystem::path scratch;
  std::vector<harness::scenario::Setting> candidate_settings;  // of the candidate only
  std::optional<Injected> injected;  // into the candidate, to prove that it is found
};

}  // namespace scenarios
