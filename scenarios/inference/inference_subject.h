// Prony's own inference service as a subject.
#pragma once

#include "harness/scenario/subject.h"

namespace scenarios::inference {

/// `--on inference`: the service in a process of its own, asked by the client of `--on openai`. Its
/// settings are the service's own, and the client's, which begin with `client.`.
harness::scenario::Subject inference_subject();

}  // namespace scenarios::inference
