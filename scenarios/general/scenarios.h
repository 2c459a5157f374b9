// The scenarios that make sense for any subject.
#pragma once

#include <vector>

#include "harness/run/subject.h"

namespace scenarios {

harness::run::Scenario steady(const harness::run::Subject& subject);
harness::run::Scenario peak(const harness::run::Subject& subject);
harness::run::Scenario burst(const harness::run::Subject& subject);
harness::run::Scenario capacity(const harness::run::Subject& subject);
harness::run::Scenario soak(const harness::run::Subject& subject);
/// Of its presets, the plainest and the usual one: each switch that differs, added to the one and
/// taken from the other. Precondition: it has two presets or more.
harness::run::Scenario ablation(const harness::run::Subject& subject);
/// Precondition: it has a setting for its workers.
harness::run::Scenario worker_sweep(const harness::run::Subject& subject);

/// The general scenarios that fit the subject, and its own, by name. A scenario of its own goes
/// before a general one that has its name.
std::vector<harness::run::Scenario> scenarios_of(const harness::run::Subject& subject);

/// A setting and the values that a sweep gives it.
struct Over {
  std::string setting;
  std::vector<std::string> values;
};

/// "cache.capacity=1MiB,4MiB": at least two values, none twice.
harness::Expected<Over> parse_over(std::string_view text);

/// A step for each combination of the values: along the first setting, a line for each value of the
/// second. Precondition: one or two settings, different ones.
harness::run::Scenario sweep(const harness::run::Subject& subject, const std::vector<Over>& over);

}  // namespace scenarios
