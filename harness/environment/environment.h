// What a run was made with, for people: the machine, the system, the build, the source.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/environment/build_facts.h"
#include "harness/environment/commit.h"
#include "harness/environment/machine_facts.h"

namespace harness::environment {

/// A name and a value, such as {"kernel", "6.1.0-18-amd64"}.
using Fact = std::pair<std::string, std::string>;

/// When a machine counts as busy before anything has been measured.
struct BusyLimits {
  double cpu_pressure_percent = 5;
  double load_per_core = 0.5;
};

/// The facts in the order in which a reader wants them ("unknown" where they could not be read),
/// and a sentence on each that speaks against trusting the figures.
struct Environment {
  std::vector<Fact> facts;
  std::vector<std::string> warnings;
};

/// Looks at this machine and asks git: some milliseconds, outside any timed region. Call it before
/// the load starts, or the load itself makes the machine busy.
Environment describe_environment(const EnvironmentSources& sources = {},
                                 const BusyLimits& limits = {});

/// The two halves of the above, without looking at anything.
std::vector<Fact> facts_of(const MachineFacts& machine, const BuildFacts& build,
                           const std::optional<Commit>& commit);
std::vector<std::string> warnings_of(const MachineFacts& machine, const BuildFacts& build,
                                     const std::optional<Commit>& commit, const BusyLimits& limits);

}  // namespace harness::environment
