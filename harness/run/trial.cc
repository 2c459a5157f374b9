#include "harness/run/trial.h"

#include <fmt/format.h>

#include "harness/ablation/fresh_process.h"
#include "harness/result/run_files.h"

namespace harness::run {
namespace {

/// For start, end, verification and a pass over a large corpus: a trial that takes longer hangs.
constexpr Duration most_beside = std::chrono::minutes(2);

std::vector<std::string> words_of(const RunOrder& run, const TrialOrder& trial) {
  std::vector<std::string> words = trial.configuration.words;
  if (!run.scenario.subject.empty()) words.insert(words.end(), {"--on", run.scenario.subject});
  const auto add_settings = [&](const std::vector<scenario::Setting>& settings) {
    for (const auto& [name, value] : settings) {
      words.insert(words.end(), {"--set", fmt::format("{}={}", name, value)});
    }
  };
  add_settings(run.settings);  // the configuration's own come later and win
  add_settings(trial.configuration.settings);
  const std::string corpus =
      trial.configuration.corpus.empty() ? run.corpus.string() : trial.configuration.corpus;
  if (!corpus.empty()) words.insert(words.end(), {"--corpus", corpus});
  for (const probe::NamedProcess& one : run.processes) {
    words.insert(words.end(), {"--with-pid", std::to_string(one.pid)});
  }
  if (trial.rate_per_s) {
    words.insert(words.end(), {"--rate", fmt::format("{:.6g}/s", *trial.rate_per_s)});
  }
  if (run.patience) {
    words.insert(
        words.end(),
        {"--patience",
         fmt::format("{}ms", std::chrono::ceil<std::chrono::milliseconds>(*run.patience).count())});
  }
  words.insert(words.end(),
               {"--length", fmt::format("{}ms", trial.length / std::chrono::milliseconds(1)),
                "--seed", std::to_string(trial.seed), "--out", trial.folder.string()});
  return words;
}

}  // namespace

Expected<result::RunResult> make_trial(const RunOrder& run, const TrialOrder& trial,
                                       const std::stop_token& stop) {
  auto result =
      ablation::run_again(words_of(run, trial),
                          most_beside + run.patience.value_or(Duration{}) + trial.length, stop)
          .and_then([&] { return result::read_run(trial.folder); });
  std::error_code ignored;
  std::filesystem::remove_all(trial.folder, ignored);
  return result;
}

}  // namespace harness::run
