// The gate for two programs of benchmarks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "harness/benchmarks/benchmark_file.h"
#include "harness/benchmarks/program_copies.h"
#include "harness/clock.h"
#include "harness/expected.h"
#include "harness/gate/gate_result.h"
#include "harness/run/progress.h"

namespace harness::benchmarks {

/// Links both programs anew in another order; an error says why that can't be done. `round` counts
/// the rounds that confirm, from 0; the first is asked for twice.
using LinkAgain = std::function<Expected<Programs>(std::size_t round)>;

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
  std::filesystem::path scratch;               // a folder of its own: copies and results
  LinkAgain link_again = {};                   // for the confirmation; null: the same files again
  std::string command = {};                    // as typed, for the result
};

/// Runs a process of each program, one after the other in random order, round by round, until the
/// verdict is known or the budget is used up; what regressed is confirmed by fresh rounds, see
/// pairing::run_course. A first round only tells which benchmarks both have and
/// how long one takes. Both run at paths of one length, in this process's environment and folder,
/// never at once. A program that crashes, hangs or writes no result, and a benchmark that fails in
/// the candidate only, make the gate invalid; a stop ends it in order, with what there is until
/// then, and no regression is told that was not confirmed. An error: nothing could be compared
/// (unreadable program, filter without a benchmark in common, tolerance or repetitions that can't
/// be). `progress` may be null. Environment, hashes and commits are left to whoever knows them.
Expected<gate::GateResult> run_benchmark_gate(const GateOrder& order, const run::Tell& progress,
                                              const std::stop_token& stop);

}  // namespace harness::benchmarks
