#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <optional>

#include "harness/environment/command.h"
#include "harness/environment/environment.h"
#include "harness/result/run_files.h"
#include "harness/this_program.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/micro_result.h"
#include "scenarios/program/run_folder.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/terminal.h"
#include "scenarios/terminal/validity_text.h"

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

/// The flag's value, where it is among them: the last one holds.
std::optional<std::string> value_of(const std::vector<std::string>& flags, std::string_view name) {
  std::optional<std::string> value;
  for (const std::string& flag : flags) {
    if (flag.starts_with(name) && flag.size() > name.size() && flag[name.size()] == '=') {
      value = flag.substr(name.size() + 1);
    }
  }
  return value;
}

/// What is wrong with Google Benchmark's flags, as its program tells when it only lists: told here
/// once, before anything is made. Empty if nothing is.
std::string wrong_flags(const std::vector<std::string>& flags) {
  for (const char* const ours : {"--benchmark_out", "--benchmark_out_format"}) {
    if (value_of(flags, ours)) {
      return fmt::format("{}: the output is in the run's folder, as benchmark.json (--out)", ours);
    }
  }
  std::vector<std::string> words{"sh", "-c", R"("$0" "$@" 2>&1; echo "ended $?")",
                                 benchmark_program().string(), "--benchmark_list_tests=true"};
  words.insert(words.end(), flags.begin(), flags.end());
  const auto listed = harness::environment::output_of(words, std::chrono::seconds(30));
  if (!listed) return {};  // what is the matter shows when it is run
  if (listed->find("\nended 0\n") != std::string::npos &&
      listed->find("Failed to match") == std::string::npos &&
      listed->find("Could not compile") == std::string::npos) {
    return {};
  }
  if (const auto filter = value_of(flags, "--benchmark_filter")) {
    if (listed->find("Could not compile") != std::string::npos) {
      return fmt::format("--benchmark_filter={} is no regular expression", *filter);
    }
    if (listed->find("Failed to match") != std::string::npos) {
      return fmt::format(
          "no benchmark matches --benchmark_filter={}; "
          "./prony micro --benchmark_list_tests names them",
          *filter);
    }
  }
  return "Google Benchmark: " + listed->substr(0, listed->find('\n'));
}

/// The program's own table is on stdout; what is below it.
void print_rest(const harness::result::RunResult& result, const std::filesystem::path& folder) {
  const Terminal terminal = terminal_of(STDOUT_FILENO);
  fmt::print("\n{}", validity_text(result, Paint(terminal.colour), terminal.width));
  fmt::print("files: {}\npage:  {}\n", folder.string(), (folder / "report.html").string());
}

int run_micro(const std::string& out, const std::vector<std::string>& flags,
              const std::string& command_line) {
  auto folder = make_run_folder(out, "micro", short_commit());
  if (!folder) return complain(folder.error().message);
  const auto environment = harness::environment::describe_environment({.results = folder->path()});
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
  for (const std::string& warning : environment.warnings) result->warnings.push_back(warning);
  if (auto written = finish(*folder, *result); !written) return complain(written.error().message);
  print_rest(*result, folder->path());
  return done;
}

int micro(const std::string& out, const std::vector<std::string>& flags,
          const std::string& command_line) {
  for (const std::string& flag : flags) {
    if (flag.starts_with("--benchmark_") || flag == "-v" || flag.starts_with("--v=")) continue;
    return complain(
        fmt::format("micro has no option {}; Google Benchmark's begin with --benchmark_, see "
                    "{} --help",
                    flag, harness::to_type("micro")));
  }
  if (const std::string wrong = wrong_flags(flags); !wrong.empty()) return complain(wrong);
  const bool only_lists = std::any_of(flags.begin(), flags.end(), [](const std::string& flag) {
    return flag == "--benchmark_list_tests" || flag == "--benchmark_list_tests=true";
  });
  if (!only_lists) return run_micro(out, flags, command_line);
  std::vector<std::string> words{benchmark_program().string()};
  words.insert(words.end(), flags.begin(), flags.end());
  const auto status = run_program(words);
  return status ? *status : complain(status.error().message);
}

}  // namespace

void add_micro(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "micro", "The Google Benchmark micro-benchmarks, into the same result files.");
  auto out = std::make_shared<std::string>();
  command->add_option("--out", *out, "Leave the files here; must be absent or empty.");
  command->allow_extras();
  command->footer("Google Benchmark's flags work, such as --benchmark_filter=histogram.");
  command->callback([&work = to.work, command, out, command_line = to.command_line] {
    work = [command, out, command_line] { return micro(*out, command->remaining(), command_line); };
  });
}

}  // namespace scenarios
