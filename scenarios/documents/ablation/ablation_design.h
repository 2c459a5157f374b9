// The entries of the ablation as configurations and comparisons.
#pragma once

#include <string>

#include "harness/ablation/design.h"
#include "scenarios/documents/ablation/ablation_entries.h"

namespace scenarios {

/// How much of it, and for how long.
struct AblationSize {
  bool handful = false;       // only the quick entries, and no ladder
  harness::Duration trial{};  // what one trial measures
  harness::Duration most{};   // all of them
  double within = 0.03;       // half an interval that is narrow enough, relative
};

/// Controls; v2 over v1; each entry added to v1 alone; each that v2 has taken from v2 alone; and
/// the ladder: all that v2 has, one after the other in the sources' order, on top of v1.
harness::ablation::Design ablation_design(const AblationSize& size);

/// What of the settings differs from the preset ("v1" or "v2"), in the order of the option table:
/// two ways to say the same are the same configuration. What is no setting is left as it is, for
/// the engine to refuse.
Settings changes_from(const std::string& preset, const Settings& settings);

}  // namespace scenarios
