#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <filesystem>

#include "harness/probe/build_facts.h"
#include "harness/probe/commit.h"
#include "harness/probe/environment.h"
#include "harness/result/run_files.h"
#include "reports/report.h"
#include "scenarios/commands.h"
#include "scenarios/exit_code.h"
#include "scenarios/micro_result.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;

/// Runs a program with our own standard streams; its exit status.
Expected<int> run_program(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (const int error =
          posix_spawn(&child, arguments[0], nullptr, nullptr, arguments.data(), environ);
      error != 0) {
    return failure(fmt::format("{}: {}", words[0], std::generic_category().message(error)));
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return failure(std::generic_category().message(errno));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// The benchmark program lies beside this one.
std::filesystem::path benchmark_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "prony_micro";
}

int run_micro(const std::string& out, const std::vector<std::string>& flags,
              const std::string& command_line) {
  const auto commit = harness::probe::read_commit(harness::probe::build_facts().source_dir);
  auto folder = out.empty() ? harness::result::default_run_folder(
                                  "results", "micro", commit ? commit->id.substr(0, 8) : "",
                                  std::chrono::system_clock::now())
                            : harness::result::RunFolder::create(out);
  if (!folder) return complain(folder.error().message);
  const auto environment = harness::probe::describe_environment({.results = folder->path()});
  const std::string started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  const std::filesystem::path raw = folder->path() / "benchmark.json";
  std::vector<std::string> words{benchmark_program().string(), "--benchmark_out=" + raw.string(),
                                 "--benchmark_out_format=json"};
  words.insert(words.end(), flags.begin(), flags.end());
  const auto status = run_program(words);
  const std::string error = !status ? status.error().message
                            : *status != 0
                                ? fmt::format("the benchmark program ended with {}", *status)
                                : "";
  if (!error.empty()) {
    static_cast<void>(folder->explain(error));
    return complain(error);
  }
  auto result = read_micro_result(raw);
  if (!result) return complain(result.error().message);
  result->started_utc = started;
  result->command = command_line;
  result->environment = environment.facts;
  result->warnings = environment.warnings;
  if (auto written = folder->finish(*result); !written) return complain(written.error().message);
  if (auto drawn = reports::write_report(folder->path()); !drawn) {
    std::fprintf(stderr, "prony: %s\n", drawn.error().message.c_str());
  }
  std::fprintf(stderr, "files: %s\n", folder->path().c_str());
  return done;
}

}  // namespace

void add_micro(CLI::App& program, Work& work, const std::string& command_line) {
  CLI::App* const command = program.add_subcommand(
      "micro", "The Google Benchmark micro-benchmarks, into the same result files.");
  auto out = std::make_shared<std::string>();
  command->add_option("--out", *out, "Leave the files here; must be absent or empty.");
  command->allow_extras();
  command->footer("All of Google Benchmark's flags work, such as --benchmark_filter=histogram.");
  command->callback([&work, command, out, command_line] {
    work = [command, out, command_line] {
      for (const std::string& flag : command->remaining()) {
        if (!flag.starts_with("--benchmark_") && flag != "-v" && !flag.starts_with("--v=")) {
          return complain(
              fmt::format("micro has no option {}; Google Benchmark's begin with "
                          "--benchmark_, see ./prony micro --help",
                          flag));
        }
      }
      return run_micro(*out, command->remaining(), command_line);
    };
  });
}

}  // namespace scenarios
