// The gate for two programs of benchmarks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "harness/benchmarks/benchmark_file.h"
#include "harness/clock.h"
#include "harness/expected.h"
#include "harness/gate/gate_result.h"
#include "harness/pairing/course.h"
#include "harness/run/progress.h"

namespace harness::benchmarks {

/// The files of a base and a candidate, which may write beside them.
struct Programs {
  std::filesystem::path base, candidate;
};

/// Puts both programs, afresh for each pair, where nothing but their bytes tells them apart; in a
/// confirmation linked anew, if that can be done. An error: there is no room.
using PlacePrograms = std::function<Expected<Programs>(pairing::Stage stage)>;

/// Which programs, and how they are compared.
struct GateOrder {
  Programs programs;
  std::string base_asked = {}, candidate_asked = {};  // as typed
  std::string filter = {};                            // a regular expression; empty: all benchmarks
  /// Of each repetition. Nothing: 50 ms, less (10 ms at least) where the budget is too short for
  /// all rounds that may be needed.
  std::optional<Duration> min_time = {};
  unsigned repetitions = 3;  // of each benchmark in a process; their median is the figure
  Timed timed = Timed::as_named;
  double tolerance = 0.05;
  Duration budget = std::chrono::minutes(10);  // for all of it
  std::uint64_t seed = 1;                      // of the order in which both go
  PlacePrograms place = {};                    // null: they run where they are
  std::function<bool()> relinks = {};          // see pairing::CourseOrder
  std::string command = {};                    // as typed, for the result
};

/// Runs a process of each program, one after the other in random order, round by round, until the
/// verdict is known or the budget is used up; what regressed is confirmed by fresh rounds, see
/// pairing::run_course. A first round only tells which benchmarks both have and how long one takes.
/// Both run in this process's environment and folder, never at once. A program that crashes, hangs
/// or writes no result, and a benchmark that fails in the candidate only, make the gate invalid; a
/// stop ends it in order, with what there is until then, and no regression is told that was not
/// confirmed. An error: nothing could be compared (filter without a benchmark in common, tolerance
/// or repetitions that can't be), or the programs could not be placed. `progress` may be null.
/// Environment, hashes and commits are left to whoever knows them.
Expected<gate::GateResult> run_benchmark_gate(const GateOrder& order, const run::Tell& progress,
                                              const std::stop_token& stop);

}  // namespace harness::benchmarks
