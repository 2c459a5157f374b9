#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "harness/quantity.h"
#include "harness/result/run_files.h"
#include "harness/this_program.h"
#include "reports/compare/compared_plots.h"
#include "reports/compare/compared_tables.h"
#include "reports/compare/comparison_json.h"
#include "reports/compare/written_comparison.h"
#include "scenarios/baselines/compared_files.h"
#include "scenarios/commands_compared/command.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/run_folder.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/table_text.h"
#include "scenarios/terminal/terminal.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::Expected;
using reports::compare::BenchmarkComparison;
using reports::compare::Comparison;
using reports::compare::ComparisonPage;

constexpr std::size_t most_points_in_full = 3;  // on a terminal
constexpr double least_tolerance = 0.0101, largest_tolerance = 10;

/// The command's options.
struct CompareWords {
  std::vector<std::string> paths;
  compared::Words commands;
  std::string out, tolerance = "5%";
  bool json = false;
  std::string command_line;
};

Expected<double> tolerance_of(const CompareWords& words) {
  return harness::parse_percent(words.tolerance, least_tolerance, largest_tolerance)
      .map_error([](const harness::Error& error) {
        return harness::Error{"--tolerance: " + error.message};
      });
}

std::string terminal_text(const ComparisonPage& page, const Terminal& terminal) {
  std::string text;
  for (const reports::tables::Table& table : page.tables) {
    const std::string shown = table_text(table, terminal);
    if (!shown.empty()) text += shown + "\n";
  }
  for (const std::string& warning : page.warnings) {
    text += wrapped(warning, "! ", "  ", terminal.width);
  }
  return text + wrapped(page.advisory, "", "", terminal.width);
}

/// Writes the files first, so that what is printed leads to something.
int present(const CompareWords& words, ComparisonPage page, std::vector<reports::sheet::Plot> plots,
            const std::string& json, const ComparisonPage& for_terminal) {
  page.command = words.command_line;
  auto folder = make_run_folder(words.out, "compare", short_commit());
  if (!folder) return complain(folder.error().message);
  const auto written = reports::compare::write_comparison(page, std::move(plots), folder->path());
  std::error_code ignored;
  if (!written && !std::filesystem::exists(folder->path() / "compare.md", ignored)) {
    static_cast<void>(folder->explain(written.error().message));
    return complain(written.error().message);
  }
  if (!written) std::fprintf(stderr, "prony: %s\n", written.error().message.c_str());
  if (auto finished = folder->finish(); !finished) return complain(finished.error().message);
  if (words.json) {
    std::fputs(json.c_str(), stdout);
    return done;
  }
  std::fputs(terminal_text(for_terminal, terminal_of(STDOUT_FILENO)).c_str(), stdout);
  fmt::print("\nfiles: {}\npage:  {}\n", folder->path().string(),
             (folder->path() / "compare.html").string());
  return done;
}

int compare_them(const CompareWords& words, std::vector<reports::compare::NamedRun> runs) {
  const auto comparison = reports::compare::compare_runs(std::move(runs));
  if (!comparison) return complain(comparison.error().message);
  ComparisonPage page = page_of(*comparison), brief = page;
  if (comparison->points.size() > most_points_in_full) {
    brief.tables.back() = figures_table(*comparison, true);
  }
  return present(words, std::move(page), compared_plots(*comparison), json(*comparison), brief);
}

int compare_them(const CompareWords& words, std::vector<reports::compare::NamedBenchmarks> files) {
  const auto tolerance = tolerance_of(words);
  if (!tolerance) return complain(tolerance.error().message);
  const auto comparison = reports::compare::compare_benchmarks(std::move(files), *tolerance);
  if (!comparison) return complain(comparison.error().message);
  const ComparisonPage page = page_of(*comparison);
  return present(words, page, {}, json(*comparison), page);
}

int compare_commands(const CompareWords& words) {
  const auto tolerance = tolerance_of(words);
  if (!tolerance) return complain(tolerance.error().message);
  return compared::compare_commands(words.commands, *tolerance, words.out, words.json);
}

int run_compare(const CompareWords& words) {
  if (!words.commands.commands.empty()) return compare_commands(words);
  if (words.paths.empty()) return complain("RUN or --commands is missing: what is to be compared?");
  auto files = read_compared(words.paths);
  if (!files) return complain(files.error().message);
  return std::visit([&](auto& all) { return compare_them(words, std::move(all)); }, *files);
}

}  // namespace

void add_compare(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "compare",
      "Runs, or Google Benchmark's JSON files, side by side; advisory. Or which of two commands is "
      "faster.");
  auto words = std::make_shared<CompareWords>();
  words->command_line = to.command_line;
  CLI::Option* const paths =
      command
          ->add_option(
              "RUN", words->paths,
              "Two or more runs' folders or baselines' names, or files of Google Benchmark; all "
              "are compared with the first")
          ->expected(2, 26);
  words->commands.add_to(*command);
  paths->excludes("--commands");
  command->add_option("--out", words->out,
                      "The folder for compare.html and compare.md, absent or empty "
                      "[results/runs/<time>-compare-<commit>]; of commands for verdict.json and "
                      "pairs.csv [none]");
  command->add_option(
      "--tolerance", words->tolerance,
      "Of benchmarks: a change by up to that is none; of commands: may be called none "
      "[5%]");
  command->add_flag("--json", words->json, "Print the comparison as JSON");
  const std::string called = harness::this_program().called;
  command->footer(fmt::format(
      "{0} compare NAME RUN compares a run with the baseline that {0} baseline save NAME kept\n"
      "(baseline:NAME where there is a path of that name, too). Where both runs measured the\n"
      "reference workload, ratios of what the processor decides are corrected for the machine's\n"
      "speed.\n"
      "{0} compare --commands A B ends with 0: it is known which is faster, or that neither is; 2: "
      "one can't be\nrun; 3: it can't be told; 4: one failed.",
      called));
  command->callback([&work = to.work, words] { work = [words] { return run_compare(*words); }; });
}

}  // namespace scenarios
