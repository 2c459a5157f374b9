// A scenario's form as the user wants it.
#pragma once

#include <string_view>

#include "harness/expected.h"
#include "harness/scenario/changes.h"
#include "harness/scenario/scenario.h"

namespace harness::scenario {

enum class Size { quick, standard, full };

std::string_view to_string(Size size);  // "quick", "default", "full"

/// The scenario's form of that size with the changes made; errors as of apply().
Expected<Form> choose_form(const Scenario& scenario, Size size, const Changes& changes);

/// How long all of it takes, about, from the first target's making to the last one's checking, as a
/// TimePlan has it before anything has begun.
Duration length_of(const Form& form);

/// How long a load's measured part is, and its warm-up.
Duration measured_length(const Load& load);
Duration warm_up_length(const Load& load);

/// Does the form need the target's capacity?
bool needs_capacity(const Form& form);

/// And is it to be measured? Not where the form has no time for that, as it is known.
bool measures_capacity(const Form& form);

}  // namespace harness::scenario
