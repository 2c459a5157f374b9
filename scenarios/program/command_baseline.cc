#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "harness/nearest.h"
#include "harness/result/run_files.h"
#include "harness/this_program.h"
#include "reports/compare/correction.h"
#include "reports/words/figure_format.h"
#include "scenarios/baselines/baselines.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/table_text.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::result::RunResult;
using reports::tables::Row;
using reports::tables::Table;

constexpr const char* runs_folder = "results/runs";

/// The command's words.
struct BaselineWords {
  std::string action, name, run;
  Baselines::Terms terms;
};

Expected<LatestRun> chosen_run(const BaselineWords& words) {
  if (words.run.empty()) return latest_run(runs_folder);
  return LatestRun{words.run, 0};
}

int save(const BaselineWords& words) {
  if (auto fits = check_baseline_name(words.name); !fits) return complain(fits.error().message);
  const auto run = chosen_run(words);
  if (!run) return complain(run.error().message);
  const auto kept = Baselines().save(words.name, run->folder, words.terms);
  if (!kept) return complain(kept.error().message);
  if (run->passed_over > 0) {
    fmt::print("passed over {} later {}: not valid, not whole, or damaged\n", run->passed_over,
               run->passed_over == 1 ? "run" : "runs");
  }
  if (!kept->trouble.empty()) {
    std::fprintf(stderr, "%s: %s\n", harness::this_program().name.c_str(), kept->trouble.c_str());
  }
  fmt::print("{} is now the baseline {}\n\nfiles: {}\npage:  {}\ncompare a run with it: {}\n",
             run->folder.string(), words.name, kept->folder.string(),
             (kept->folder / "report.html").string(),
             harness::to_type(fmt::format("compare {} RUN", words.name)));
  return done;
}

std::string told(const RunResult& run, std::string_view fact) {
  for (const auto& [name, value] : run.environment) {
    if (name == fact) return value;
  }
  return reports::words::not_measured;
}

Row row_of(const std::string& name, const RunResult& run) {
  const char* const state = run.cut_short ? "cut short" : run.valid() ? "valid" : "INVALID";
  Row row{{name, run.subject.empty() ? run.scenario : run.scenario + " on " + run.subject,
           run.started_utc, told(run, "commit").substr(0, 8), told(run, "cpu"),
           reports::words::milliseconds(reports::compare::reference_workload_ms(run)), state}};
  if (!run.valid()) row.mood = reports::tables::Mood::bad;
  return row;
}

int list() {
  const Baselines baselines;
  const std::vector<std::string> names = baselines.names();
  Table table{fmt::format("Baselines in {}", baselines.folder().string()),
              {{"name", false},
               {"made of", false},
               {"started", false},
               {"commit", false},
               {"machine", false},
               {"reference workload"},
               {"", false}},
              {}};
  std::string damage;
  for (const std::string& name : names) {
    const auto run = harness::result::read_run(baselines.folder_of(name));
    if (run) {
      table.rows.push_back(row_of(name, *run));
    } else {
      damage += fmt::format("damaged: {}: {}\n", name, run.error().message);
    }
  }
  if (names.empty()) fmt::print("{}\n", baselines.missing("NAME").message);
  std::fputs(table_text(table, terminal_of(STDOUT_FILENO)).c_str(), stdout);
  std::fputs(damage.c_str(), stdout);
  return done;
}

int remove(const BaselineWords& words) {
  if (auto removed = Baselines().remove(words.name); !removed) {
    return complain(removed.error().message);
  }
  fmt::print("the baseline {} is gone\n", words.name);
  return done;
}

int run_baseline(const BaselineWords& words) {
  const bool is_list = words.action == "list";
  if (!is_list && words.action != "save" && words.action != "remove") {
    const auto near =
        harness::nearest(words.action, std::vector<std::string_view>{"save", "list", "remove"});
    return complain(fmt::format(
        "baseline {}: there is no such action; {}", words.action,
        near ? fmt::format("did you mean {}?", *near) : "save, list and remove are all"));
  }
  if (is_list != words.name.empty() || (words.action != "save" && !words.run.empty())) {
    return complain(
        fmt::format("write {}", harness::to_type(words.action == "save" ? "baseline save NAME [RUN]"
                                                 : is_list              ? "baseline list"
                                                                        : "baseline remove NAME")));
  }
  return is_list ? list() : words.action == "save" ? save(words) : remove(words);
}

}  // namespace

void add_baseline(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "baseline", "Keep a run under a name, to compare later ones with: save, list, remove.");
  auto words = std::make_shared<BaselineWords>();
  command
      ->add_option("ACTION", words->action,
                   "save: keep a run, with its environment, as results/baseline/NAME; list: show "
                   "all; remove: throw one away")
      ->required();
  command->add_option("NAME", words->name, "Letters, digits, '-', '_' and '.'");
  command->add_option("RUN", words->run,
                      "Of save: the run's folder [the latest valid one below results/runs]");
  command->add_flag("--replace", words->terms.replace,
                    "Put the run in the place of the baseline of that name, which stays until the "
                    "new one is whole");
  command->add_flag("--force", words->terms.force,
                    "Keep a run that is invalid or was cut short all the same");
  const std::string called = harness::this_program().called;
  command->footer(fmt::format(
      "An example:\n"
      "  {0} run steady\n"
      "  {0} baseline save before        that run, as results/baseline/before\n"
      "  ...                             change the engine, build it\n"
      "  {0} run steady --out after\n"
      "  {0} compare before after        beside it, corrected for the machine's speed\n"
      "It is a guide: what else changed between two runs is in every figure. A verdict\n"
      "that may block somebody comes from {0} gate --base REVISION.",
      called));
  command->callback([&work = to.work, words] { work = [words] { return run_baseline(*words); }; });
}

}  // namespace scenarios
