#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "engine/option_values.h"
#include "harness/nearest.h"
#include "harness/probe/build_facts.h"
#include "harness/probe/commit.h"
#include "harness/result/run_files.h"
#include "harness/result/run_json.h"
#include "harness/run/runner.h"
#include "reports/report.h"
#include "scenarios/commands.h"
#include "scenarios/corpus.h"
#include "scenarios/engine_target.h"
#include "scenarios/exit_code.h"
#include "scenarios/interrupts.h"
#include "scenarios/progress_line.h"
#include "scenarios/result_table.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::RunFolder;
using harness::result::RunResult;
using harness::run::Scenario;

constexpr std::string_view trace_prefix = "trace:";

/// The options as they were typed.
struct Typed {
  std::string scenario, length, rate, arrivals, engine = "v2", corpus, out;
  std::vector<std::string> settings;
  std::uint64_t seed = 1;
  unsigned repeat = 1;
  bool quick = false, full = false, json = false;
};

const Scenario* find_scenario(const std::string& name) {
  for (const Scenario& scenario : harness::run::scenarios()) {
    if (scenario.name == name) return &scenario;
  }
  return nullptr;
}

tl::unexpected<harness::Error> no_such_scenario(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Scenario& scenario : harness::run::scenarios()) names.push_back(scenario.name);
  const auto near = harness::nearest(name, names);
  return failure(fmt::format("there is no scenario '{}'; {}", name,
                             near ? fmt::format("did you mean {}?", *near) : "see ./prony list"));
}

Expected<std::vector<harness::run::Setting>> read_settings(const Typed& typed) {
  std::vector<harness::run::Setting> settings;
  for (const std::string& text : typed.settings) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      return failure(fmt::format("--set {}: write NAME=VALUE, such as --set batch.size=50", text));
    }
    settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  // Told now, not after the capacity has been measured.
  if (auto known = engine_options(typed.engine, settings, 1); !known) {
    return tl::unexpected(known.error());
  }
  return settings;
}

Expected<harness::run::Form> read_form(const Scenario& scenario, harness::run::Size size,
                                       const Typed& typed) {
  harness::run::Changes changes;
  if (!typed.length.empty()) {
    const auto length = engine::parse_duration(typed.length);
    if (!length) return failure("--length: " + length.error().detail);
    changes.length = *length;
  }
  if (!typed.rate.empty()) {
    auto rate = harness::load::parse_rate(typed.rate);
    if (!rate) return failure("--rate: " + rate.error().message);
    changes.rate = *rate;
  }
  if (typed.arrivals.starts_with(trace_prefix)) {
    auto trace =
        harness::load::read_trace(std::string_view(typed.arrivals).substr(trace_prefix.size()));
    if (!trace) return failure("--arrivals: " + trace.error().message);
    changes.arrivals = *trace;
  } else if (!typed.arrivals.empty()) {
    auto law = harness::load::parse_arrivals(typed.arrivals);
    if (!law) return failure("--arrivals: " + law.error().message);
    changes.arrivals = *law;
  }
  return choose_form(scenario, size, changes);
}

Expected<harness::run::RunOrder> read_order(const Typed& typed, const std::string& command_line) {
  const Scenario* const scenario = find_scenario(typed.scenario);
  if (scenario == nullptr) return no_such_scenario(typed.scenario);
  if (typed.quick && typed.full) return failure("--quick and --full exclude one another");
  const harness::run::Size size = typed.quick  ? harness::run::Size::quick
                                  : typed.full ? harness::run::Size::full
                                               : harness::run::Size::standard;
  auto form = read_form(*scenario, size, typed);
  if (!form) return tl::unexpected(form.error());
  auto settings = read_settings(typed);
  if (!settings) return tl::unexpected(settings.error());
  auto corpus = resolve_corpus(typed.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  if (auto opened = Corpus::open(*corpus); !opened) return tl::unexpected(opened.error());
  const auto commit = harness::probe::read_commit(harness::probe::build_facts().source_dir);
  return harness::run::RunOrder{.scenario = *scenario,
                                .size = size,
                                .form = std::move(*form),
                                .engine = typed.engine,
                                .settings = std::move(*settings),
                                .corpus = std::move(*corpus),
                                .scratch = {},
                                .seed = typed.seed,
                                .command = command_line,
                                .commit = commit ? commit->id.substr(0, 8) : std::string()};
}

Expected<RunFolder> make_folder(const Typed& typed, const harness::run::RunOrder& order,
                                unsigned repetition) {
  if (typed.out.empty()) {
    return harness::result::default_run_folder("results", order.scenario.name, order.commit,
                                               std::chrono::system_clock::now());
  }
  const std::filesystem::path out(typed.out);
  std::error_code ignored;
  if (repetition == 1 && typed.repeat > 1 && std::filesystem::exists(out, ignored) &&
      !std::filesystem::is_empty(out, ignored)) {
    return failure(out.string() + ": not empty; runs need an absent or empty folder");
  }
  return RunFolder::create(typed.repeat == 1 ? out : out / std::to_string(repetition));
}

int exit_code(const RunResult& result) {
  if (result.cut_short) return inconclusive;
  if (!result.valid()) return invalid;
  int code = done;
  for (const harness::result::ObjectiveResult& objective : result.objectives) {
    if (objective.verdict == harness::result::Verdict::missed) return missed;
    if (objective.verdict == harness::result::Verdict::cant_tell) code = inconclusive;
  }
  return code;
}

int print(const RunResult& result, const RunFolder& folder, bool json) {
  if (json) {
    std::fputs(harness::result::write_run_json(result).c_str(), stdout);
    return exit_code(result);
  }
  const bool colour = isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  std::fputs(result_text(result, folder.path(), colour).c_str(), stderr);
  return exit_code(result);
}

int measure_once(harness::run::RunOrder& order, const Typed& typed, unsigned repetition,
                 const std::stop_token& stop) {
  auto folder = make_folder(typed, order, repetition);
  if (!folder) return complain(folder.error().message);
  if (typed.repeat > 1) std::fprintf(stderr, "run %u of %u\n", repetition, typed.repeat);
  order.scratch = folder->scratch();
  harness::RealClock clock;
  ProgressLine line(isatty(STDERR_FILENO) != 0);
  const auto result = harness::run::run(
      clock, order, [&](const harness::run::Progress& progress) { line.show(progress); }, stop);
  line.clear();
  if (!result) {
    static_cast<void>(folder->explain("the run could not be made: " + result.error().message));
    return complain(result.error().message);
  }
  if (auto written = folder->finish(*result); !written) return complain(written.error().message);
  if (auto drawn = reports::write_report(folder->path()); !drawn) {
    std::fprintf(stderr, "prony: %s\n", drawn.error().message.c_str());
  }
  return print(*result, *folder, typed.json);
}

int run_all(const Typed& typed, const std::string& command_line) {
  auto order = read_order(typed, command_line);
  if (!order) return complain(order.error().message);
  const Interrupts interrupts;
  int worst = done;
  for (unsigned i = 1; i <= typed.repeat && !interrupts.token().stop_requested(); ++i) {
    const int code = measure_once(*order, typed, i, interrupts.token());
    if (code == could_not_run) return code;
    worst = std::max(worst, code);
  }
  return worst;
}

}  // namespace

void add_run(CLI::App& program, Work& work, const std::string& command_line) {
  CLI::App* const command =
      program.add_subcommand("run", "Measure: run a scenario and leave its result files.");
  auto typed = std::make_shared<Typed>();
  command->add_option("SCENARIO", typed->scenario, "Which one; ./prony list shows them.")
      ->required();
  command->add_flag("--quick", typed->quick, "The short form, about 10 s: a first look.");
  command->add_flag("--full", typed->full, "The sources' own rates and durations.");
  command->add_option("--length", typed->length, "Measure for so long in all: 30s, 5min, 1h.");
  command->add_option("--rate", typed->rate,
                      "Offer this rate: 500/s, or 60% of the capacity measured just before.");
  command->add_option("--arrivals", typed->arrivals,
                   "How requests fall about the rate: constant, poisson, gamma:CV (in clusters "
                   "if CV, the spread of the gaps by their mean, is above 1), or "
                   "trace:FILE[@SPEEDUP]: when they came somewhere, from a CSV file with a "
                   "column t_s (seconds), in place of the scenario's rates and phases.");
  command->add_option("--seed", typed->seed, "Of arrivals and documents (1): same seed, same load.")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--engine", typed->engine,
                      "v1: no optimisation; v2: all of them (the default).");
  command
      ->add_option("--set", typed->settings,
                   "An engine switch, NAME=VALUE; ./prony list --engine shows them.")
      ->allow_extra_args(false);
  command->add_option("--corpus", typed->corpus,
                      "Documents: a folder, or a name that ./prony corpus lists.");
  command->add_option("--repeat", typed->repeat, "So many runs, one after the other (1).")
      ->check(CLI::Range(1U, 1000U));
  command->add_option("--out", typed->out, "Leave the files here; must be absent or empty.");
  command->add_flag("--json", typed->json, "Print run.json on stdout instead of the table.");
  command->callback([&work, typed, command_line] {
    work = [typed, command_line] { return run_all(*typed, command_line); };
  });
}

}  // namespace scenarios
