// What a program that holds a target answers, each with how it is written and read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/child/orders.h"
#include "harness/child/slice_report.h"
#include "harness/counter.h"
#include "harness/environment/build_facts.h"
#include "harness/environment/commit.h"
#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::child {

/// To a greeting.
struct Hello {
  std::uint64_t protocol = protocol_version;
  std::string version;  // of the program: "0.1.0"
  environment::BuildFacts build;
  std::optional<environment::Commit>
      commit;                         // of its source's folder as it is now, if it was asked for
  std::vector<std::string> subjects;  // that it can measure, the usual one first
};

/// Comes any number of times before another answer.
struct Progress {
  std::string phase;  // in words: "each document is read once"
};

/// To a trial.
struct TrialAnswer {
  result::RunResult result;
};

/// To a session's order: its target stands.
struct Ready {
  std::string engine;
  std::uint64_t population = 1;
  std::vector<CounterInfo> counters;  // of the target: those that slices tell
  std::vector<std::pair<std::string, std::string>> parameters;  // that it was built with
  Duration making{};                                            // how long it took
};

/// To a close.
struct Closed {
  std::string wrong;  // with the target's outputs; empty: nothing is
};

/// To any order: it could not be done, and the program waits for another.
struct Refusal {
  std::string why;
};

using Answer = std::variant<Hello, Progress, TrialAnswer, Ready, SliceReport, Closed, Refusal>;

/// Bytes that are not UTF-8 become U+FFFD.
std::string write_answer(const Answer& answer);

/// The inverse of write_answer. Trusts nothing; what it does not know is passed over, and what is
/// missing is as in a fresh answer. An error says what is wrong and where.
Expected<Answer> read_answer(std::string_view text);

}  // namespace harness::child
