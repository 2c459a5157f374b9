// What requests produce, in the words of what was measured.
#pragma once

#include <string>

#include "harness/result/run_result.h"

namespace reports::words {

/// "tokens"; empty where requests produce nothing that is counted.
inline std::string unit_of(const harness::result::RunResult& run) {
  return run.classes.empty() ? std::string() : run.classes.front().unit;
}

/// "first token", or "first result" where nobody says what they are.
inline std::string first_of(const std::string& unit) {
  if (unit.empty()) return "first result";
  return "first " + (unit.ends_with('s') ? unit.substr(0, unit.size() - 1) : unit);
}

/// Are all requests of one kind that has no name, so that what is told of it is told of the point?
inline bool without_classes(const harness::result::RunResult& run) {
  for (const harness::result::ClassRow& row : run.classes) {
    if (!row.class_name.empty()) return false;
  }
  return true;
}

}  // namespace reports::words
