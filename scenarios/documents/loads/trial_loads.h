// The loads of an ablation's trials.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "harness/scenario/subject.h"

namespace scenarios {

/// A load that a trial puts on a fresh engine.
struct TrialLoad {
  std::string_view name;           // what `prony trial` takes
  std::string_view description;    // for people
  std::string_view share_of = {};  // an open loop's rate is a share of that load's; empty: closed
  std::size_t most_documents = SIZE_MAX;  // so few that a trial comes to each again and again
};

/// All of them.
std::span<const TrialLoad> trial_loads();

/// The load of that name, or null.
const TrialLoad* find_trial_load(std::string_view name);

/// The names of the settings that the load makes itself. Precondition: it is one of trial_loads().
std::vector<std::string> settings_of_load(std::string_view name);

/// A scenario of one step that puts the load on the engine. An error: no load has that name, or the
/// size has a rate that is none of its own.
harness::Expected<harness::scenario::Scenario> document_trial(
    const std::string& load, const harness::scenario::TrialSize& size);

}  // namespace scenarios
