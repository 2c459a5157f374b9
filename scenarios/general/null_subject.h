// A subject that does nothing.
#pragma once

#include "harness/run/subject.h"

namespace scenarios {

/// Each request ends at once; with the scenario that measures Prony itself.
harness::run::Subject null_subject();

}  // namespace scenarios
