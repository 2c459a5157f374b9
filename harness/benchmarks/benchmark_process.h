// A program of benchmarks, from whatever project.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "harness/benchmarks/benchmark_file.h"
#include "harness/clock.h"
#include "harness/expected.h"

namespace harness::benchmarks {

/// Does it list benchmarks when it is told to, and none where none is asked for? It is started
/// twice, with --benchmark_list_tests, and killed after `most` each time. False, too, of a program
/// without a benchmark, and of what is no program.
bool is_benchmark_program(const std::filesystem::path& program,
                          Duration most = std::chrono::seconds(10));

/// One process of it.
struct BenchmarkOrder {
  std::filesystem::path program;
  std::filesystem::path out;              // the file that it is to write; replaced
  std::string filter = {};                // a regular expression; empty: all
  std::optional<Duration> min_time = {};  // of each repetition; nothing: the program's own
  unsigned repetitions = 1;
  Timed timed = Timed::as_named;
  Duration most = std::chrono::minutes(5);  // longer than that it hangs
};

/// Runs it and reads what it wrote. An error says what the program did: that it was killed by a
/// signal, ended with another status than 0 and what it said last on stderr, did not end in time,
/// or wrote no result; also that a stop was requested. It has ended when this returns.
Expected<BenchmarkFile> run_benchmarks(const BenchmarkOrder& order, const std::stop_token& stop);

}  // namespace harness::benchmarks
