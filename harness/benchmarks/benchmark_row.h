// One result in a Google Benchmark program's JSON.
#pragma once

#include <string>

#include "harness/benchmarks/benchmark_file.h"
#include "harness/result/json_fields.h"

namespace harness::benchmarks {

using Json = result::Fields::Json;
using result::Fields;

/// A repetition of a benchmark, or an aggregate over them.
struct BenchmarkRow {
  std::string name;  // of the benchmark, without an aggregate's
  bool is_aggregate = false;
  bool untimed = false, failed = false;
  std::string message;  // why it has no time
  double time_ns = 0;   // of one iteration: finite, not negative
};

/// As Fields::read: what is wrong is in the fields' complaint.
void read(Fields& fields, Timed timed, BenchmarkRow& into);

}  // namespace harness::benchmarks
