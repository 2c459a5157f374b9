#include "scenarios/general/scenarios.h"

#include <algorithm>
#include <string_view>

namespace scenarios {

using harness::scenario::Scenario;
using harness::scenario::Subject;

namespace {

using harness::scenario::Limit;

/// "p99" of "p99<=50ms".
std::string_view figure_of(const Limit& limit) {
  return std::string_view(limit.objective).substr(0, limit.objective.find_first_of("<>= "));
}

/// In place of those on the same figure.
void hold(std::vector<Limit>& limits, const Limit& limit) {
  std::erase_if(limits, [&](const Limit& one) { return figure_of(one) == figure_of(limit); });
  limits.push_back(limit);
}

}  // namespace

std::vector<Scenario> scenarios_of(const Subject& subject) {
  std::vector<Scenario> all = subject.scenarios;
  const auto add = [&](Scenario scenario) {
    if (std::ranges::find(all, scenario.name, &Scenario::name) != all.end()) return;
    for (const Limit& limit : subject.limits) hold(scenario.limits, limit);
    all.push_back(std::move(scenario));
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
