#include "scenarios/general/scenarios.h"

#include <algorithm>

namespace scenarios {

using harness::scenario::Scenario;
using harness::scenario::Subject;

std::vector<Scenario> scenarios_of(const Subject& subject) {
  std::vector<Scenario> all = subject.scenarios;
  const auto add = [&](Scenario scenario) {
    if (std::ranges::find(all, scenario.name, &Scenario::name) == all.end()) {
      all.push_back(std::move(scenario));
    }
  };
  add(steady(subject));
  add(peak(subject));
  add(burst(subject));
  add(capacity(subject));
  add(soak(subject));
  if (!subject.settings.empty()) add(sweep(subject, {}));
  if (!subject.workers.empty()) add(worker_sweep(subject));
  if (subject.presets.size() > 1) add(ablation(subject));
  for (Scenario& scenario : all) {
    scenario.subject = subject.name;
    scenario.subject_source = subject.source;
    scenario.items = subject.items;
  }
  std::ranges::sort(all, {}, &Scenario::name);
  return all;
}

}  // namespace scenarios
