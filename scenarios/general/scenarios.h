// The scenarios that make sense for any subject.
#pragma once

#include <vector>

#include "harness/scenario/subject.h"

namespace scenarios {

harness::scenario::Scenario steady(const harness::scenario::Subject& subject);
harness::scenario::Scenario peak(const harness::scenario::Subject& subject);
harness::scenario::Scenario burst(const harness::scenario::Subject& subject);
harness::scenario::Scenario capacity(const harness::scenario::Subject& subject);
harness::scenario::Scenario soak(const harness::scenario::Subject& subject);
/// Of its presets, the plainest and the usual one: each switch that differs, added to the one and
/// taken from the other. Precondition: it has two presets or more.
harness::scenario::Scenario ablation(const harness::scenario::Subject& subject);
/// Precondition: it has a setting for its workers.
harness::scenario::Scenario worker_sweep(const harness::scenario::Subject& subject);

/// The general scenarios that fit the subject, and its own, by name. A scenario of its own goes
/// before a general one that has its name.
std::vector<harness::scenario::Scenario> scenarios_of(const harness::scenario::Subject& subject);

/// A setting and the values that a sweep gives it.
struct Over {
  std::string setting;
  std::vector<std::string> values;
};

/// "cache.capacity=1MiB,4MiB": at least two values, none twice.
harness::Expected<Over> parse_over(std::string_view text);

/// A step for each combination of the values: along the first setting, a line for each value of the
/// second. Precondition: one or two settings, different ones.
harness::scenario::Scenario sweep(const harness::scenario::Subject& subject,
                                  const std::vector<Over>& over);

}  // namespace scenarios
