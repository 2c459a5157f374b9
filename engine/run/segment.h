// The stages, cut where an item may change hands.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/run/workload.h"

namespace engine::run {

/// A run of stages, [first, last), that one worker leads an item through in one go. A stage that
/// parks is one of its own, and so is one that works on batches.
struct Segment {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// In order, of a workload with at least one stage. `hands_over`: cut where stages hand over, too.
template <class Work>
std::vector<Segment> segments_of(const Work& work, bool hands_over) {
  std::vector<Segment> segments;
  std::size_t first = 0;
  for (std::size_t i = 0; i < work.stages.size(); ++i) {
    const auto stands_alone = [&](std::size_t stage) {
      return stage < work.stages.size() && work.stages[stage].run == nullptr;
    };
    const bool is_cut = stands_alone(i) || stands_alone(i + 1) || i + 1 == work.stages.size();
    if (!is_cut && !(hands_over && work.stages[i].hands_over)) continue;
    segments.push_back({first, i + 1});
    first = i + 1;
  }
  return segments;
}

}  // namespace engine::run
