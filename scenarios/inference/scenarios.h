// The scenarios of the inference service, a file each.
#pragma once

#include "harness/scenario/subject.h"

namespace scenarios::inference {

harness::scenario::Scenario connections();
harness::scenario::Scenario batch_window();
harness::scenario::Scenario schedulers();
harness::scenario::Scenario cached_answers();
harness::scenario::Scenario model_loading();
harness::scenario::Scenario faulty();
harness::scenario::Scenario priorities();  // the ablation

/// A trial of the ablation.
harness::Expected<harness::scenario::Scenario> inference_trial(
    const std::string& load, const harness::scenario::TrialSize& size);

}  // namespace scenarios::inference
