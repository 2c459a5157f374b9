// What a general scenario concludes, of documents.
#pragma once

#include <functional>

#include "scenarios/documents/findings/operations.h"

namespace scenarios {

/// A conclusion that also names the operations of the stages, and compares them between engines.
inline std::function<void(harness::result::RunResult&)> with_operations(
    std::function<void(harness::result::RunResult&)> conclude) {
  return [conclude = std::move(conclude)](harness::result::RunResult& result) {
    name_operations(result);
    if (conclude) conclude(result);
    compare_operations(result);
  };
}

}  // namespace scenarios
