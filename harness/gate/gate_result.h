// Everything that a report may know of a gate, as plain data.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/gate/pair.h"
#include "harness/gate/plan.h"
#include "harness/gate/verdict.h"
#include "harness/result/run_result.h"

namespace harness::gate {

/// A program that took part.
struct Contender {
  std::string asked;  // as typed: a path, a revision; empty: the program that ran the gate
  std::string path;   // of its file, as typed; of one that nobody named only the file's name
  std::string version, commit, build;  // "0.1.0"; "a5f5bf4, with changes"; "Release, GNU 12.2.0"
  std::string hash;                    // of the file: two programs of one hash are one program

  bool operator==(const Contender&) const = default;
};

/// Comes to a verdict by pairs. A figure that is absent was not measured.
struct GateResult {
  static constexpr int schema_version = 1;
  int schema = schema_version;
  std::string started_utc;  // ISO 8601
  double duration_s = 0;
  std::string command;  // as typed
  bool cut_short = false;
  Contender base, candidate;
  std::string subject, items = "items";  // empty of benchmark programs
  std::string scenario, engine;
  std::vector<harness::result::Parameter> parameters;  // load, turns, seed, settings
  std::vector<harness::result::Parameter> environment;
  Plan plan;
  Plan fresh_plan;  // of the confirmation; meaningless where there was none
  std::vector<Pair> pairs;
  std::vector<Pair> fresh_pairs;                             // that were to confirm what regressed
  GateVerdict verdict;                                       // the final one
  std::vector<harness::result::ObjectiveResult> objectives;  // that the candidate was held to
  std::string advisory;  // why nobody should be blocked by it; empty: it is to be acted on
  std::vector<std::string> warnings;
};

/// Of the whole gate: 4 where it is invalid; else 0 where it is advisory; else 1 where a metric
/// regressed or an objective was missed, 3 where too little is known of one, and 0.
int exit_code(const GateResult& result);

}  // namespace harness::gate
