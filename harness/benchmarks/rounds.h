// A process of each program, one after the other.
#pragma once

#include <random>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/benchmarks/benchmark_gate.h"
#include "harness/benchmarks/benchmark_process.h"

namespace harness::benchmarks {

/// Why a round came to nothing.
struct Trouble {
  std::string what;
  bool ours = false;  // nothing that a program did: it could not be made, or was stopped
};

/// What both programs told.
struct Round {
  gate::BenchmarkRound times;
  std::vector<std::string> untimed;  // of the base, whose candidate's are no news, and why
  Duration took{0};                  // both together
};

/// Rounds of two programs at the same pace.
class Rounds {
 public:
  template <class Value>
  using Made = tl::expected<Value, Trouble>;

  Rounds(const GateOrder& order, std::stop_token stop);

  /// How long each repetition, and at most each process, goes on from now on.
  void set_pace(Duration min_time, Duration most);
  /// Runs both in random order. Trouble, too: a benchmark that fails in the
  /// candidate and not in the base.
  Made<Round> run(const Programs& programs);

 private:
  Made<BenchmarkFile> run_one(const std::filesystem::path& program, const char* side);

  const GateOrder& order_;
  const std::stop_token stop_;
  std::mt19937_64 random_;
  Duration min_time_{0}, most_{0};
};

}  // namespace harness::benchmarks
