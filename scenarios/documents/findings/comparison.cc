#include "scenarios/documents/findings/comparison.h"

#include "scenarios/documents/findings/operations.h"
#include "scenarios/general/engine_comparison.h"

namespace scenarios {

void compare_document_engines(harness::result::RunResult& result) {
  name_operations(result);
  compare_engines(result);
  compare_operations(result);
}

}  // namespace scenarios
