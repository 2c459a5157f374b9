// An engine that is asked for several operations at once.
#pragma once

#include "harness/run/scenario.h"

namespace scenarios {

/// Makes the engine as make_engine_target does, for requests that are mixed_operation()s on the
/// documents of the corpus. Its stages are the operations, each with a request's time from being
/// sent to its end, and "errors": what was spent on a document that failed. Among the documents are
/// bad ones (empty, binary, no UTF-8, missing), which must fail.
harness::Expected<harness::run::Prepared> make_mixed_target(const harness::run::TargetOrder& order);

}  // namespace scenarios
