#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "harness/result/run_files.h"
#include "harness/result/run_json.h"
#include "harness/run/runner.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/run_folder.h"
#include "scenarios/program/run_words.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/interrupts.h"
#include "scenarios/terminal/progress_line.h"
#include "scenarios/terminal/result_table.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::RunFolder;
using harness::result::RunResult;

Expected<RunFolder> make_folder(const RunWords& words, const harness::run::RunOrder& order,
                                unsigned repetition) {
  if (words.out.empty()) return make_run_folder({}, order.scenario.name, order.commit);
  const std::filesystem::path out(words.out);
  std::error_code ignored;
  if (repetition == 1 && words.repeat > 1 && std::filesystem::exists(out, ignored) &&
      !std::filesystem::is_empty(out, ignored)) {
    return failure(out.string() + ": not empty; runs need an absent or empty folder");
  }
  return RunFolder::create(words.repeat == 1 ? out : out / std::to_string(repetition));
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
  const Terminal terminal = terminal_of(STDOUT_FILENO);
  std::error_code ignored;
  const bool has_page = std::filesystem::exists(folder.path() / "report.html", ignored);
  std::fputs(result_text(result, folder.path(), terminal, has_page).c_str(), stdout);
  return exit_code(result);
}

int measure_once(harness::run::RunOrder& order, const RunWords& words, unsigned repetition,
                 const std::stop_token& stop) {
  auto folder = make_folder(words, order, repetition);
  if (!folder) return complain(folder.error().message);
  if (words.repeat > 1) std::fprintf(stderr, "run %u of %u\n", repetition, words.repeat);
  order.scratch = folder->scratch();
  harness::RealClock clock;
  ProgressLine line(terminal_of(STDERR_FILENO).is_one);
  const auto result = harness::run::run(
      clock, order, [&](const harness::run::Progress& progress) { line.show(progress); }, stop);
  line.clear();
  if (!result) {
    static_cast<void>(folder->explain("the run could not be made: " + result.error().message));
    return complain(result.error().message);
  }
  if (auto written = finish(*folder, *result); !written) return complain(written.error().message);
  return print(*result, *folder, words.json);
}

int run_all(const RunWords& words, const Catalogue& catalogue, const std::string& command_line) {
  auto order = read_order(words, catalogue, command_line);
  if (!order) return complain(order.error().message);
  const Interrupts interrupts;
  int worst = done;
  for (unsigned i = 1; i <= words.repeat && !interrupts.token().stop_requested(); ++i) {
    const int code = measure_once(*order, words, i, interrupts.token());
    if (code == could_not_run) return code;
    worst = std::max(worst, code);
  }
  return worst;
}

}  // namespace

void add_run(const Adding& to) {
  CLI::App* const command =
      to.program.add_subcommand("run", "Measure: run a scenario and leave its result files.");
  auto words = std::make_shared<RunWords>();
  words->add_to(*command);
  words->of_subjects.add_to(*command, to.catalogue, to.behind);
  command->callback([&work = to.work, &catalogue = to.catalogue, words,
                     command_line = to.command_line] {
    work = [words, &catalogue, command_line] { return run_all(*words, catalogue, command_line); };
  });
}

}  // namespace scenarios
