// What the command line changes of a scenario's form.
#pragma once

#include <optional>
#include <variant>

#include "harness/expected.h"
#include "harness/scenario/scenario.h"

namespace harness::scenario {

/// The changes, each of them if it is there.
struct Changes {
  std::optional<Duration> length;      // of the whole run: see fit()
  std::optional<schedule::Rate> rate;  // of the open loads
  std::optional<std::variant<schedule::Arrivals, schedule::Trace>> arrivals;  // of the open loads
  std::optional<double> within;           // of a search or an ablation: half the interval wanted
  bool until = false;                     // a precision ends each step: its length is but a limit
  mix::RecordedItems recorded = {};       // which item each request asks for
  std::vector<std::string> engines = {};  // several: each step once for each of them
  std::vector<std::string> only = {};     // of an ablation: these optimisations
  std::vector<Setting> settings = {};     // of all targets, beside the form's own: only checked
  bool capacity_is_known = false;         // it takes no time
  Duration frame{};                       // what is measured before and after all of it takes
  double items = 1;  // as many, or as large, as those that the target has by default
};

/// No generator offers more than this a second: the cheapest request costs one 20 ns (a null
/// target;
/// ./prony run overhead measures what it costs here). What this machine can't offer is found out
/// when it falls behind.
inline constexpr double most_offered_per_s = 50e6;

/// A new length is that of the whole run: fit(). A law of arrivals is that of the open loads' own
/// streams; a trace takes the place of everything that is measured in them: one phase, "trace", as
/// long as the trace, after a warm-up at a rate as of the trace. With `until` and without a length,
/// ten times as long as the form's is the limit of each step.
/// Of several engines every step is made for each in turn, within the same length altogether.
/// Recorded items take the place of the scenario's own choice; beside steps that differ in how they
/// choose, such as a sweep of access patterns, they are one pattern more, the panel "trace".
/// Errors: a rate or arrivals for a form that has no open load; a rate that nothing can offer; a
/// rate or a length for a trace, which has its own; a length too short to measure anything in; a
/// rate, a trace, several engines, recorded items or `until` for a search or an ablation, `within`
/// for anything else; `only` for what is no ablation, or names nothing in it; recorded items for
/// passes, which ask for each item once; `until` for a load that changes, or for steps that take
/// turns; settings that the form makes itself (see check_settings).
Expected<void> apply(const Changes& changes, Form& form);

}  // namespace harness::scenario
