// An engine that is asked for several operations at once.
#pragma once

#include "harness/scenario/scenario.h"

namespace scenarios {

/// Makes the engine as make_engine_target does, for requests that are mixed_operation()s on the
/// documents of the corpus, each of its operation's class. Among the documents are bad ones (empty,
/// binary, no UTF-8, missing), which must fail.
harness::Expected<harness::scenario::Prepared> make_mixed_target(
    const harness::scenario::TargetOrder& order);

}  // namespace scenarios
