// The ways in which an engine's work can be spread, as scenarios set them beside one another.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "harness/scenario/scenario.h"

namespace scenarios {

/// A name for people, and the settings that make it.
struct ExecutorChoice {
  const char* name;
  std::vector<harness::scenario::Setting> settings;
};

inline const ExecutorChoice sequential{"sequential", {{"executor", "sequential"}}};
inline const ExecutorChoice threads{"threads",
                                    {{"executor", "threads"}, {"workers.adaptive", "off"}}};
inline const ExecutorChoice pipeline{"pipeline",
                                     {{"executor", "pipeline"}, {"workers.adaptive", "off"}}};
inline const ExecutorChoice processes{"processes",
                                      {{"executor", "processes"}, {"workers.adaptive", "off"}}};
inline const ExecutorChoice adaptive{"adaptive",
                                     {{"executor", "threads"}, {"workers.adaptive", "on"}}};

}  // namespace scenarios
