// The inference service as a target: its own process, and the client that asks it.
#pragma once

#include "harness/scenario/scenario.h"

namespace scenarios::inference {

/// Starts the service with the order's preset and settings, waits until its model is loaded, and
/// makes a client for it. The memory and CPU of the target are the service's. Errors: those of
/// take_apart(), InferenceServer::start() and openai::make_plan().
harness::Expected<harness::scenario::Prepared> make_inference_target(
    const harness::scenario::TargetOrder& order);

/// As make_inference_target(), of which nothing is started. For Subject::check.
harness::Expected<void> check_inference(const std::string& preset,
                                        const std::vector<harness::scenario::Setting>& settings);

}  // namespace scenarios::inference
