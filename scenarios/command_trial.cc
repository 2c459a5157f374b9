// One trial of an ablation, which the ablation runs in a process of its own: hidden from the help.
#include <fmt/format.h>

#include <cstdio>

#include "engine/option_values.h"
#include "harness/result/run_files.h"
#include "harness/run/runner.h"
#include "scenarios/commands.h"
#include "scenarios/corpus.h"
#include "scenarios/exit_code.h"
#include "scenarios/named_processes.h"
#include "scenarios/option_checks.h"
#include "scenarios/trial_loads.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;

/// The options as they were typed.
struct TrialWords {
  std::string load, engine = "v2", corpus, length = "1s", patience, rate, out;
  std::vector<std::string> settings, with_pid;
  std::uint64_t seed = 1;
  std::size_t clients = 48, documents = 0;
};

Expected<harness::run::Scenario> read_scenario(const TrialWords& words) {
  const TrialLoad* const load = find_trial_load(words.load);
  if (load == nullptr) return failure(fmt::format("there is no trial load '{}'", words.load));
  const auto length = engine::parse_duration(words.length);
  if (!length) return failure("--length: " + length.error().detail);
  TrialSize size{.length = *length, .clients = words.clients};
  if (!load->share_of.empty()) {
    auto parsed = harness::load::parse_rate(words.rate);
    if (!parsed) return failure("--rate: " + parsed.error().message);
    if (parsed->relative) return failure("--rate: a trial knows no capacity; give a rate");
    size.rate = *parsed;
  }
  harness::run::Scenario scenario = trial_scenario(*load, size);
  if (!words.patience.empty()) {
    const auto patience = engine::parse_duration(words.patience);
    if (!patience) return failure("--patience: " + patience.error().detail);
    scenario.patience = *patience;
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

/// A folder of links to so many documents of a corpus, evenly out of all: a trial is short, and
/// both sides of a comparison must do the same work in it. 0, or more than there are: the corpus
/// itself.
Expected<std::filesystem::path> sample_of(const std::filesystem::path& folder,
                                          std::size_t documents,
                                          const std::filesystem::path& into) {
  if (documents == 0) return folder;
  auto corpus = Corpus::open(folder);
  if (!corpus) return tl::unexpected(corpus.error());
  const auto all = corpus->documents();
  if (documents >= all.size()) return folder;
  std::error_code error;
  std::filesystem::create_directories(into, error);
  for (std::size_t i = 0; i < documents && !error; ++i) {
    const std::filesystem::path& one = all[i * all.size() / documents].path;
    const std::string name = fmt::format("{:05}-{}", i, one.filename().string());
    std::filesystem::create_symlink(std::filesystem::absolute(one), into / name, error);
  }
  if (error) return failure(into.string() + ": " + error.message());
  return into;
}

Expected<void> measure(const TrialWords& words) {
  auto scenario = read_scenario(words);
  if (!scenario) return tl::unexpected(scenario.error());
  auto corpus = resolve_corpus(words.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  auto processes = read_processes(words.with_pid);
  if (!processes) return tl::unexpected(processes.error());
  auto folder = harness::result::RunFolder::create(words.out);
  if (!folder) return tl::unexpected(folder.error());
  auto sample = sample_of(*corpus, words.documents, folder->scratch() / "corpus");
  if (!sample) return tl::unexpected(sample.error());
  harness::run::RunOrder order{.scenario = *scenario,
                               .form = scenario->standard,
                               .limits = {},
                               .until = {},
                               .capacity_per_s = {},
                               .engine = words.engine,
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

void add_trial(CLI::App& program, Work& work) {
  CLI::App* const command = program.add_subcommand("trial", "One trial of an ablation.");
  command->group("");
  auto words = std::make_shared<TrialWords>();
  command->add_option("LOAD", words->load)->required();
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
  command->callback([&work, words] {
    work = [words] {
      const auto measured = measure(*words);
      return measured ? static_cast<int>(done) : complain(measured.error().message);
    };
  });
}

}  // namespace scenarios
