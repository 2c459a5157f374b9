// A subject that does nothing.
#pragma once

#include "harness/scenario/subject.h"

namespace scenarios {

/// Each request ends at once; with the scenario that measures Prony itself.
harness::scenario::Subject null_subject();

}  // namespace scenarios
