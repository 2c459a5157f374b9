#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "harness/gate/files/gate_files.h"
#include "harness/gate/files/verdict_json.h"
#include "harness/result/whole_file.h"
#include "harness/this_program.h"
#include "reports/gate/annotations.h"
#include "reports/gate/gate_report.h"
#include "scenarios/gate/benchmarks_run.h"
#include "scenarios/gate/calibration_run.h"
#include "scenarios/gate/gate_run.h"
#include "scenarios/gate/gate_words.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/run_folder.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/interrupts.h"
#include "scenarios/terminal/progress_line.h"
#include "scenarios/terminal/verdicts/gate_text.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::gate::GateResult;
using harness::result::RunFolder;

/// Where GitHub runs it, it is read there, too.
bool runs_on_github() {
  const char* const value = std::getenv("GITHUB_ACTIONS");
  return value != nullptr && std::string_view(value) == "true";
}

Expected<void> write_files(RunFolder& folder, const GateResult& result) {
  if (auto written = folder.finish(harness::gate::files::write_gate_texts(result)); !written) {
    return written;
  }
  if (auto drawn = reports::gate::write_gate_report(result, folder.path()); !drawn) {
    std::fprintf(stderr, "%s: %s\n", harness::this_program().name.c_str(),
                 drawn.error().message.c_str());
  }
  return {};
}

int code_of(const GateResult& result) {
  const int code = harness::gate::exit_code(result);
  return result.cut_short && code == done ? inconclusive : code;
}

int print(const GateResult& result, const RunFolder& folder, bool json) {
  // Its runners read both streams; what a script reads from stdout is JSON and nothing else.
  if (runs_on_github()) {
    std::fputs(reports::gate::annotations(result).c_str(), json ? stderr : stdout);
  }
  if (json) {
    std::fputs(harness::gate::files::write_verdict_json(result).c_str(), stdout);
  } else {
    std::fputs(gate_text(result, folder.path(), terminal_of(STDOUT_FILENO)).c_str(), stdout);
  }
  return code_of(result);
}

tl::unexpected<harness::Error> of_option(const char* option, const harness::Error& error) {
  return harness::failure(fmt::format("{}: {}", option, error.message));
}

/// Before anything is written: are both there, built or not?
Expected<void> check_programs(const GateOrder& order) {
  if (auto there = check_asked(order.candidate_asked, running_program()); !there) {
    return of_option("--candidate", there.error());
  }
  if (auto there = check_asked(order.base_asked, running_program()); !there) {
    return of_option("--base", there.error());
  }
  return {};
}

/// Both programs, of which a revision is built first. An error names the option.
Expected<void> find_programs(GateOrder& order, const harness::run::Tell& tell,
                             const std::stop_token& stop) {
  const BuildShelf shelf = BuildShelf::of_user();
  auto candidate = find_program(order.candidate_asked, running_program(), shelf, tell, stop);
  if (!candidate) return of_option("--candidate", candidate.error());
  auto base = find_program(order.base_asked, candidate->path, shelf, tell, stop);
  if (!base) return of_option("--base", base.error());
  order.candidate = std::move(*candidate);
  order.base = std::move(*base);
  return {};
}

/// Where only one of both is Google Benchmark's, its greeting says so.
Expected<GateResult> run_found(const GateOrder& order, const std::string& filter,
                               const harness::run::Tell& tell, const std::stop_token& stop) {
  if (are_benchmarks(order)) return run_benchmarks(order, filter, tell, stop);
  if (!filter.empty()) {
    return harness::failure("--filter is of Google Benchmark programs, and these are not");
  }
  harness::RealClock clock;
  return run_gate(clock, order, tell, stop);
}

Expected<GateResult> measure(GateOrder& order, const std::string& filter,
                             const std::stop_token& stop) {
  ProgressLine line(terminal_of(STDERR_FILENO).is_one);
  const harness::run::Tell tell = [&](const harness::run::Progress& progress) {
    line.show(progress);
  };
  auto result = find_programs(order, tell, stop).and_then([&] {
    return run_found(order, filter, tell, stop);
  });
  line.clear();
  return result;
}

int run_calibration(GateOrder& order, RunFolder& folder) {
  order.scratch = std::filesystem::absolute(folder.scratch());
  const Interrupts interrupts;
  ProgressLine line(terminal_of(STDERR_FILENO).is_one);
  const harness::run::Tell tell = [&](const harness::run::Progress& progress) {
    line.show(progress);
  };
  harness::RealClock clock;
  const auto found = find_program(order.candidate_asked, running_program(), BuildShelf::of_user(),
                                  tell, interrupts.token());
  if (!found) return complain("--candidate: " + found.error().message);
  order.candidate = *found;
  const auto calibration = calibrate(clock, order, tell, interrupts.token());
  line.clear();
  if (!calibration) return complain(calibration.error().message);
  const std::string text = calibration_markdown(*calibration);
  const auto written =
      harness::result::write_whole_file(folder.path() / "calibration.md", text).and_then([&] {
        return folder.finish();
      });
  if (!written) return complain(written.error().message);
  std::fputs(text.c_str(), stdout);
  return calibration->cut_short ? inconclusive : done;
}

int run_words(const GateWords& words, const Catalogue& catalogue, const std::string& command_line) {
  auto order = read_gate_order(words, catalogue, command_line);
  if (!order) return complain(order.error().message);
  if (auto there = check_programs(*order); !there) return complain(there.error().message);
  auto folder =
      make_run_folder(words.out, words.calibrate ? "calibration" : "gate", short_commit());
  if (!folder) return complain(folder.error().message);
  if (words.calibrate) return run_calibration(*order, *folder);
  order->scratch = std::filesystem::absolute(folder->scratch());
  const Interrupts interrupts;
  const auto result = measure(*order, words.filter, interrupts.token());
  if (!result) {
    static_cast<void>(folder->explain("the gate could not be run: " + result.error().message));
    return complain(result.error().message);
  }
  if (auto written = write_files(*folder, *result); !written) {
    return complain(written.error().message);
  }
  return print(*result, *folder, words.json);
}

}  // namespace

void add_gate(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "gate", "Is this build worse than another one? A verdict that CI can act on.");
  command->footer(
      "Ends with 0: no metric is worse than its tolerance; 1: one is, confirmed by fresh pairs; 3: "
      "too little is known;\n4: the programs can't be compared.");
  auto words = std::make_shared<GateWords>();
  words->add_to(*command);
  words->of_subjects.add_to(*command, to.catalogue, to.behind);
  command->callback([&work = to.work, &catalogue = to.catalogue, words,
                     command_line = to.command_line] {
    work = [words, &catalogue, command_line] { return run_words(*words, catalogue, command_line); };
  });
}

}  // namespace scenarios
