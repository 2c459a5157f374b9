// Any program as a subject.
#pragma once

#include "harness/scenario/subject.h"

namespace scenarios {

/// A process for each request, or processes that each answer one request after the other. Items are
/// the lines or rows of a file, else numbers.
harness::scenario::Subject command_subject();

}  // namespace scenarios
