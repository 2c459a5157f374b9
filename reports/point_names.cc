#include "reports/point_names.h"

#include "reports/escape.h"

namespace reports {

PointNames::PointNames(const harness::result::RunResult& run) {
  std::set<std::string> steps;
  std::set<std::string> phases;
  for (const auto& point : run.points) {
    steps.insert(point.step);
    if (point.measured) {
      phases.insert(point.phase);
    } else {
      unmeasured_.emplace(point.step, point.phase);
    }
  }
  steps_differ_ = steps.size() > 1;
  phases_differ_ = phases.size() > 1;
}

bool PointNames::measured(std::string_view step, std::string_view phase) const {
  return !unmeasured_.contains({std::string(step), std::string(phase)});
}

std::string PointNames::operator()(std::string_view step, std::string_view phase) const {
  const bool with_phase = !phase.empty() && (phases_differ_ || !measured(step, phase));
  const bool with_step = !step.empty() && (steps_differ_ || !with_phase);
  std::string name(with_step ? step : std::string_view());
  if (with_step && with_phase) name += ", ";
  if (with_phase) name += phase;
  if (name.empty()) name = phase.empty() ? std::string_view("whole run") : phase;
  return clean_text(name);
}

}  // namespace reports
