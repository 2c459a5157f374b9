// One trial of an ablation, which the ablation runs in a process of its own: hidden from the help.
#include <fmt/format.h>

#include <cstdio>

#include "harness/quantity.h"
#include "harness/result/run_files.h"
#include "harness/run/runner.h"
#include "scenarios/general/trial.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/named_processes.h"
#include "scenarios/program/option_checks.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;

/// The options as they were typed.
struct TrialWords {
  std::string load, on, engine, corpus, length = "1s", patience, rate, out;
  std::vector<std::string> settings, with_pid;
  std::uint64_t seed = 1;
  std::size_t clients = 48, documents = 0;
};

Expected<harness::scenario::Scenario> read_trial(const TrialWords& words,
                                                 const harness::scenario::Subject& subject) {
  const auto length = harness::parse_duration(words.length);
  if (!length) return failure("--length: " + length.error().message);
  harness::scenario::TrialSize size{.length = *length, .clients = words.clients};
  if (!words.rate.empty()) {
    auto parsed = harness::schedule::parse_rate(words.rate);
    if (!parsed) return failure("--rate: " + parsed.error().message);
    if (parsed->relative) return failure("--rate: a trial knows no capacity; give a rate");
    size.rate = *parsed;
  }
  auto scenario = trial_scenario(subject, words.load, size);
  if (!scenario) return tl::unexpected(scenario.error());
  if (!words.patience.empty()) {
    const auto patience = harness::parse_duration(words.patience);
    if (!patience) return failure("--patience: " + patience.error().message);
    scenario->patience = *patience;
  }
  return scenario;
}

/// What makes a trial's figures worthless, however often they are taken. The checks of short or
/// disturbed measurements are not for a trial: rounds and their intervals see to those.
std::string fault_of(const harness::result::RunResult& result) {
  for (const harness::result::Check& check : result.checks) {
    if (check.state != harness::result::CheckState::failed) continue;
    for (const char* name : {"outputs verified", "every request ended", "each request ended once",
                             "times are possible", "target's own sums agree", "made as asked"})
      if (check.name == name) return check.sentence;
  }
  for (const harness::result::Point& point : result.points) {
    if (point.measured && point.ok.value_or(0) == 0) return "no request ended well";
  }
  return result.points.empty() ? "nothing was measured" : "";
}

/// The items that were chosen, or so many of them.
Expected<std::filesystem::path> read_items(const TrialWords& words,
                                           const harness::scenario::Subject& subject,
                                           const std::filesystem::path& scratch) {
  std::filesystem::path folder;
  if (!words.corpus.empty()) {
    if (!subject.open_items) return failure("--corpus does not fit");
    auto items = subject.open_items(words.corpus);
    if (!items) return tl::unexpected(items.error());
    folder = std::move(items->folder);
  }
  if (words.documents == 0 || !subject.sample_items) return folder;
  return subject.sample_items(folder, words.documents, scratch / "items");
}

Expected<void> measure(const TrialWords& words, const Catalogue& catalogue) {
  const auto entry = catalogue.on(words.on);
  if (!entry) return tl::unexpected(entry.error());
  const harness::scenario::Subject& subject = (*entry)->subject;
  auto scenario = read_trial(words, subject);
  if (!scenario) return tl::unexpected(scenario.error());
  auto processes = read_processes(words.with_pid);
  if (!processes) return tl::unexpected(processes.error());
  auto folder = harness::result::RunFolder::create(words.out);
  if (!folder) return tl::unexpected(folder.error());
  auto sample = read_items(words, subject, folder->scratch());
  if (!sample) return tl::unexpected(sample.error());
  harness::run::RunOrder order{.scenario = *scenario,
                               .form = scenario->standard,
                               .limits = {},
                               .until = {},
                               .capacity_per_s = {},
                               .engine = words.engine.empty() ? subject.preset : words.engine,
                               .settings = {},
                               .corpus = std::move(*sample),
                               .processes = std::move(*processes),
                               .corpus_as_typed = words.corpus,
                               .scratch = folder->scratch(),
                               .seed = words.seed,
                               .command = {},
                               .commit = {}};
  for (const std::string& text : words.settings) {
    const std::size_t equals = text.find('=');
    if (equals == text.npos) return failure(fmt::format("--set {}: write NAME=VALUE", text));
    order.settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  harness::RealClock clock;
  auto result = harness::run::run(clock, order, [](const harness::run::Progress&) {}, {});
  if (!result) return tl::unexpected(result.error());
  if (const std::string fault = fault_of(*result); !fault.empty()) return failure(fault);
  result->timeline.clear();  // nobody asks for more than the figures
  result->slowest.clear();
  result->distributions.clear();
  return folder->finish(*result);
}

}  // namespace

void add_trial(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand("trial", "One trial of an ablation.");
  command->group("");
  auto words = std::make_shared<TrialWords>();
  command->add_option("LOAD", words->load)->required();
  command->add_option("--on", words->on);
  command->add_option("--engine", words->engine);
  command->add_option("--set", words->settings)->allow_extra_args(false);
  command->add_option("--with-pid", words->with_pid)->allow_extra_args(false);
  command->add_option("--corpus", words->corpus);
  command->add_option("--documents", words->documents);
  command->add_option("--clients", words->clients)->check(whole_number(1, 10'000));
  command->add_option("--length", words->length);
  command->add_option("--patience", words->patience);
  command->add_option("--rate", words->rate);
  command->add_option("--seed", words->seed)->check(any_seed());
  command->add_option("--out", words->out)->required();
  command->callback([&work = to.work, &catalogue = to.catalogue, words] {
    work = [&catalogue, words] {
      const auto measured = measure(*words, catalogue);
      return measured ? static_cast<int>(done) : complain(measured.error().message);
    };
  });
}

}  // namespace scenarios
