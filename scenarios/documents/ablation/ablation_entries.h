// Every optimisation that sources 000 and 001 claim, as switches of the engine.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/ablation/design.h"

namespace scenarios {

using Claims = std::vector<harness::ablation::Claim>;
using Settings = std::vector<harness::ablation::Setting>;

/// What is measured under one load.
struct Measurement {
  std::string load;          // a trial load's name
  Claims claims;             // and metrics without claims
  std::string corpus = {};   // empty: the run's
  Settings background = {};  // on both sides, besides the entry's
};

/// An optimisation: what switches it on and off, what it needs to make sense, and its claims.
struct Entry {
  std::string optimisation;
  Settings on, off;
  Settings background = {};  // on both sides
  std::vector<Measurement> measurements;
  bool quick = false;  // one of the handful of --quick
};

/// In the order of the sources: the ids of CLAIMS.md.
std::span<const Entry> ablation_entries();

/// What is claimed for all of them together, v2 over v1.
std::span<const Measurement> together();

}  // namespace scenarios
