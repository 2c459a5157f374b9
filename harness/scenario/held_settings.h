// The settings that a form makes itself.
#pragma once

#include <span>

#include "harness/expected.h"
#include "harness/scenario/scenario.h"

namespace harness::scenario {

/// May these settings be made for all of the steps or configurations, beside their own? Not where
/// they would take the place of what is compared, and its labels would no longer say what was
/// measured: of steps that differ in settings, none that a step makes (that which is swept, nor
/// that which is held still meanwhile); of an ablation, none that a configuration or its load
/// makes, and none at all where whole systems are compared, which differ in more than settings.
/// Where all steps have the same settings, one of theirs is but a default. Errors: the first that
/// does not fit, in a line. Precondition: the steps are the scenario's own, not yet side by side.
Expected<void> check_settings(std::span<const Step> steps, std::span<const Setting> settings);
Expected<void> check_settings(const ablation::Design& design, std::span<const Setting> settings);

/// Do some of the steps differ in their settings?
bool is_sweep(std::span<const Step> steps);

}  // namespace harness::scenario
