#include "harness/scenario/side_by_side.h"

namespace harness::scenario {

std::vector<Step> side_by_side(std::span<const Step> steps, std::span<const std::string> engines) {
  std::vector<Step> all;
  for (const Step& step : steps) {
    if (!step.engine.empty()) {
      all.push_back(step);
      continue;
    }
    for (const std::string& engine : engines) {
      Step& one = all.emplace_back(step);
      one.engine = engine;
      one.name = steps.size() == 1 ? engine : engine + " " + step.name;
    }
  }
  return all;
}

}  // namespace harness::scenario
