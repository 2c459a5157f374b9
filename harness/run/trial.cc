#include "harness/run/trial.h"

#include "harness/child/fresh_trial.h"
#include "harness/run/runner.h"

namespace harness::run {

Expected<result::RunResult> trial_in_child(const child::TrialOrder& order,
                                           const std::stop_token& stop) {
  return child::fresh_trial({}, order, stop);
}

child::TrialOrder trial_of(const RunOrder& run, const ablation::Configuration& configuration,
                           std::filesystem::path scratch) {
  child::TrialOrder trial{
      .target = {.subject = run.scenario.subject,
                 .source = run.scenario.subject_source,
                 .preset = configuration.preset,
                 .settings = run.settings,  // the configuration's own come later and win
                 .items = configuration.corpus.empty() ? run.corpus.string() : configuration.corpus,
                 .most_items = configuration.most_items,
                 .processes = {},
                 .scratch = std::move(scratch)},
      .load = configuration.load,
      .clients = configuration.clients,
      .patience = run.patience};
  auto& settings = trial.target.settings;
  settings.insert(settings.end(), configuration.settings.begin(), configuration.settings.end());
  for (const probe::NamedProcess& one : run.processes) trial.target.processes.push_back(one.pid);
  return trial;
}

}  // namespace harness::run
