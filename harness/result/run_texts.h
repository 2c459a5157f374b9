// What a run's files hold, as texts: for a folder, or for another process.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::result {

/// A file of a run and what is in it.
struct RunText {
  std::string name;  // "summary.csv"
  std::string text;
};

/// The CSV files and latency.hlog, as far as a run has them, and run.json, which comes last.
std::vector<RunText> write_run_texts(const RunResult& result);

/// Where texts are read from.
struct TextSource {
  std::function<bool(const std::string& name)> has;
  std::function<Expected<std::string>(const std::string& name)> read;
  std::function<std::string(const std::string& name)> place;  // of that one, for messages
};

/// The inverse of write_run_texts; trusts nothing of what it reads. Errors: as read_run's.
Expected<RunResult> read_run_texts(const TextSource& source);

}  // namespace harness::result
