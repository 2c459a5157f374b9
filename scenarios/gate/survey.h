// What is known of both programs before the first pair.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "harness/child/answers.h"
#include "harness/expected.h"
#include "harness/pairing/turn_length.h"
#include "harness/pairing/turns.h"
#include "scenarios/gate/gate_order.h"
#include "scenarios/gate/sides.h"

namespace scenarios {

/// What the base's requests take once it is warm.
struct RequestCost {
  double cpu_ns = 0;  // of a request; 0: not known
  harness::record::SparseHistogram latency = {};
};

/// Both programs' facts, and how they are to take turns.
struct Survey {
  harness::child::Hello base, candidate;
  std::string engine;                                  // of the base
  std::vector<harness::CounterInfo> counters;          // that both tell alike
  std::vector<harness::result::Parameter> parameters;  // of the base's target
  std::vector<std::string> differences;  // of the candidate's parameters, a sentence each
  harness::pairing::TurnLength turn;
  harness::pairing::Turns turns;
  RequestCost cost;          // of the base
  harness::Duration pair{};  // takes about so long
};

/// Seats one after the other. An error names the side.
harness::Expected<Survey> survey(harness::Clock& clock, const GateOrder& order,
                                 const Sides::Seats& seats);

}  // namespace scenarios
