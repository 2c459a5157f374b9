// A gate from its first pair to its verdict.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/clock.h"
#include "harness/gate/judge.h"
#include "harness/gate/pair.h"

namespace harness::pairing {

/// first: is anything worse? confirmation: is what seemed worse so in fresh pairs, too?
enum class Stage { first, confirmation };

/// How far a gate is.
struct CourseProgress {
  Stage stage = Stage::first;
  std::size_t pair = 1;   // under way
  std::size_t pairs = 1;  // that the next look wants
  double done_s = 0;
  double total_s = 0;  // as far as the next look
};

/// What a gate is run by.
struct CourseOrder {
  gate::Plan plan;
  Duration budget = std::chrono::minutes(10);  // for all of it; a pair that has begun is finished
  /// Measures the pair of that number in the stage, from 0 on. An error ends the gate: it is
  /// invalid.
  std::function<Expected<gate::Pair>(Stage stage, std::size_t number)> make_pair;
  /// Asked once, before the first pair of a confirmation: are its programs linked anew? Null: no.
  std::function<bool()> relinks = {};
  std::function<void(const CourseProgress&)> tell = {};  // may be null
};

/// What it came to.
struct Course {
  std::vector<gate::Pair> pairs, fresh_pairs;
  gate::Plan fresh_plan = {};
  gate::GateVerdict verdict = {};
  bool cut_short = false;    // by the stop request
  bool out_of_time = false;  // the budget was used up before the answer was known
};

/// Measures as many pairs as the looks want, and where a gating metric regressed as many fresh ones
/// as its confirmation wants; where they don't confirm it, the first stage goes on for the metrics
/// that were not settled yet. Until the first alarm it may take two thirds of the budget. A stop
/// request makes do with the pairs that there are; what could not be confirmed is inconclusive.
Course run_course(Clock& clock, const CourseOrder& order, const std::stop_token& stop);

}  // namespace harness::pairing
