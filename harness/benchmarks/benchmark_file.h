// What a Google Benchmark program wrote.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/gate/benchmarks.h"
#include "harness/result/run_result.h"

namespace harness::benchmarks {

/// Which of its two times is a benchmark's figure. as_named: the processor's, but real time where
/// the name says /real_time or /manual_time, since its author asked for that.
enum class Timed : std::uint8_t { as_named, cpu, real };

/// A benchmark without a time, and what it says of that.
struct Untimed {
  std::string name, message;
  bool failed = false;  // by an error; else it was only skipped

  bool operator==(const Untimed&) const = default;
};

/// The times of each benchmark's repetitions in nanoseconds, by its name, in the file's order.
struct BenchmarkFile {
  gate::BenchmarkTimes times_ns;
  std::vector<Untimed> untimed;
  std::vector<result::Parameter> context;  // texts and numbers: "date", "num_cpus"

  std::vector<std::string> untimed_names() const;  // "BM_x (no file)"

  bool operator==(const BenchmarkFile&) const = default;
};

/// Reads what --benchmark_out wrote as JSON, of any of its versions. Aggregates (means, medians)
/// are passed over: they are no repetitions. A counter that is not a number (NaN stands bare in
/// such files) spoils nothing. Trusts nothing: an error names `file`, and the line where one is to
/// blame; it takes memory for one benchmark and all times, not for the whole. An error, too:
/// aggregates and nothing else.
Expected<BenchmarkFile> read_benchmarks(std::string_view text, std::string_view file, Timed timed);

/// Reads a file of at most 256 MiB as read_benchmarks() does its text.
Expected<BenchmarkFile> read_benchmark_file(const std::filesystem::path& file, Timed timed);

}  // namespace harness::benchmarks
