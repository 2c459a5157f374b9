// Documents: the engine that takes them in, as a subject.
#pragma once

#include "harness/scenario/subject.h"

namespace scenarios {

/// With all of its switches, corpora, scenarios and trials.
harness::scenario::Subject documents_subject();

}  // namespace scenarios
