// What a gate between two programs is asked.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/child/orders.h"
#include "harness/clock.h"
#include "harness/gate/plan.h"
#include "harness/objective/objective.h"
#include "scenarios/contenders/contender.h"

namespace scenarios {

/// Two programs that hold targets of one subject, and how they are compared.
struct GateOrder {
  std::string base_asked, candidate_asked;  // as typed; empty: this program
  FoundProgram base, candidate;
  harness::child::SessionOrder session;  // for both; its scratch is each side's own
  std::uint64_t clients = 8;             // of the session's load, where it is clients
  harness::gate::Plan plan;              // without the counters that the subject declares as gated
  std::string metrics;                   // changes to the plan's metrics, as typed
  harness::Duration budget = std::chrono::minutes(10);    // for all of it
  harness::Duration measured = std::chrono::seconds(1);   // of each side of each pair
  std::vector<harness::objective::Objective> objectives;  // that the candidate is held to
  std::vector<std::string> environment;  // variables for both, as equal_environment() takes them
  harness::Duration patience = std::chrono::seconds(10);  // for requests under way at a turn's end
  std::string command;                                    // as typed
};

}  // namespace scenarios
