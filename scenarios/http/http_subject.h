// Any server over HTTP as a subject.
#pragma once

#include "harness/scenario/subject.h"

namespace scenarios::http {

/// `--on http --url ...`: all that a user says of the requests is a setting. Items come in the
/// order of their file, and begin anew after the last: the first request asks for the first line.
harness::scenario::Subject http_subject();

}  // namespace scenarios::http
