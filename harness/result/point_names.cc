#include "harness/result/point_names.h"

#include <map>

namespace harness::result {

PointNames::PointNames(const RunResult& run) {
  std::map<std::string, std::set<std::string>> phases;
  for (const auto& point : run.points) {
    if (point.measured) {
      steps_.insert(point.step);
      phases[point.step].insert(point.phase);
      phases_matter_ = phases_matter_ || phases[point.step].size() > 1;
    } else {
      unmeasured_.emplace(point.step, point.phase);
    }
  }
  if (run.view.by_phase && steps_.size() == 1) phases_matter_ = true;
}

bool PointNames::measured(std::string_view step, std::string_view phase) const {
  return !unmeasured_.contains({std::string(step), std::string(phase)});
}

std::string PointNames::operator()(std::string_view step, std::string_view phase) const {
  const bool with_phase = !phase.empty() && (phases_matter_ || !measured(step, phase));
  const bool other_step = steps_.size() > 1 || !steps_.contains(std::string(step));
  const bool with_step = !step.empty() && (other_step || !with_phase);
  std::string name(with_step ? step : std::string_view());
  if (with_step && with_phase) name += ", ";
  if (with_phase) name += phase;
  if (name.empty()) name = phase.empty() ? std::string_view("the whole run") : phase;
  return name;
}

}  // namespace harness::result
