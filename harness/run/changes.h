// What the command line changes of a scenario's form.
#pragma once

#include <optional>
#include <variant>

#include "harness/expected.h"
#include "harness/run/scenario.h"

namespace harness::run {

/// The changes, each of them if it is there.
struct Changes {
  std::optional<Duration> length;  // of what is measured, all steps together
  std::optional<load::Rate> rate;  // of the open loads
  std::optional<std::variant<load::Arrivals, load::Trace>> arrivals;  // likewise
  std::optional<double> within;           // of a search or an ablation: half the interval wanted
  bool until = false;                     // a precision ends each step: its length is but a limit
  load::RecordedItems recorded = {};      // which item each request asks for
  std::vector<std::string> engines = {};  // several: each step once for each of them
  std::vector<std::string> only = {};     // of an ablation: these optimisations
  std::vector<Setting> settings = {};     // of all targets, beside the form's own: only checked
};

/// A new length stretches everything measured alike; warm-ups become shorter but never longer. A
/// law of arrivals is that of the open loads' own streams; a trace takes the place of everything
/// that is measured in them: one phase, "trace", as long as the trace, after a warm-up at a rate as
/// of the trace. With `until` and without a length, ten times the form's length is the limit.
/// Of several engines every step is made for each in turn, within the same length altogether.
/// Recorded items take the place of the scenario's own choice; beside steps that differ in how they
/// choose, such as a sweep of access patterns, they are one pattern more, the panel "trace".
/// Errors: a rate or arrivals for a form that has no open load; a rate or a length for a trace,
/// which has its own; a length too short to measure anything in (under 100 ms a step); a rate, a
/// trace, several engines, recorded items or `until` for a search or an ablation, `within` for
/// anything else; `only` for what is no ablation, or names nothing in it; recorded items for
/// passes, which ask for each item once; `until` for a load that changes, or for steps that take
/// turns; settings that the form makes itself (see check_settings).
Expected<void> apply(const Changes& changes, Form& form);

}  // namespace harness::run
