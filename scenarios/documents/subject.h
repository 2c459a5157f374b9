// Documents: the engine that takes them in, as a subject.
#pragma once

#include "harness/run/subject.h"

namespace scenarios {

/// With all of its switches, corpora, scenarios and trials.
harness::run::Subject documents_subject();

}  // namespace scenarios
