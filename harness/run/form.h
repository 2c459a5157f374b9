// A scenario's form as the user wants it.
#pragma once

#include <optional>

#include "harness/expected.h"
#include "harness/run/scenario.h"

namespace harness::run {

enum class Size { quick, standard, full };

std::string_view to_string(Size size);  // "quick", "default", "full"

/// What the command line changes of a form.
struct Changes {
  std::optional<Duration> length;  // of what is measured, all steps together
  std::optional<load::Rate> rate;  // of the open loads
  std::optional<std::variant<load::Arrivals, load::Trace>> arrivals;  // likewise
};

/// The scenario's form of that size with the changes made. A new length stretches everything
/// measured alike; warm-ups become shorter but never longer. A law of arrivals is that of the open
/// loads' own streams; a trace takes the place of everything that is measured in them: one phase,
/// "trace", as long as the trace, after a warm-up at a rate as of the trace. Errors: a rate or
/// arrivals for a scenario that has no open load; a rate or a length for a trace, which has its
/// own; a length too short to measure anything in (under 100 ms a step).
Expected<Form> choose_form(const Scenario& scenario, Size size, const Changes& changes);

/// How long all of it takes, about: capacity, warm-ups and what is measured.
Duration length_of(const Form& form);

/// How long a load's measured part is.
Duration measured_length(const Load& load);

/// Does the form need the target's capacity?
bool needs_capacity(const Form& form);

}  // namespace harness::run
