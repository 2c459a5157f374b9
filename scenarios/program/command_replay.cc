#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "harness/result/run_files.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/option_checks.h"
#include "scenarios/replay/replay_table.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/interrupts.h"
#include "scenarios/terminal/terminal.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

/// The options as they were typed.
struct ReplayWords {
  std::string run;
  std::size_t number = 1;
  unsigned repeat = 20;
  bool perf = false;
};

/// A folder for the targets' files beside the run's own, so on the disk that the run was on; goes
/// with the object.
class Scratch {
 public:
  static Expected<Scratch> make(const fs::path& run, std::size_t number) {
    std::string name = (run / fmt::format("replay-{}-XXXXXX", number)).string();
    if (::mkdtemp(name.data()) == nullptr) {
      return failure(fmt::format("{}: {}", run.string(), std::generic_category().message(errno)));
    }
    return Scratch(name);
  }
  Scratch(Scratch&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  const fs::path& path() const { return path_; }

 private:
  explicit Scratch(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

Expected<ReplayPlan> read_plan(const ReplayWords& typed, const Catalogue& catalogue) {
  const auto run = harness::result::read_run(typed.run);
  if (!run) return tl::unexpected(run.error());
  auto plan = plan_replay(*run, typed.number, catalogue);
  if (!plan) return failure(fmt::format("{}: {}", typed.run, plan.error().message));
  return plan;
}

int replay_alone(const ReplayWords& typed, const ReplayPlan& plan) {
  const Interrupts interrupts;
  const auto scratch = Scratch::make(typed.run, typed.number);
  if (!scratch) return complain(scratch.error().message);
  harness::RealClock clock;
  const auto replayed = replay(clock, plan, scratch->path(), typed.repeat, interrupts.token());
  if (!replayed) return complain(replayed.error().message);
  if (replayed->warm.empty()) return inconclusive;
  std::fputs(replay_text(plan, *replayed, terminal_of(STDOUT_FILENO).width).c_str(), stdout);
  if (!replayed->wrong.empty()) return invalid;
  return interrupts.token().stop_requested() ? inconclusive : done;
}

/// The same by another process of this program, which perf watches.
int replay_under_perf(const ReplayWords& typed) {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (error) return complain("/proc/self/exe: " + error.message());
  const fs::path data = fs::path(typed.run) / fmt::format("replay-{}.perf.data", typed.number);
  const std::vector<std::string> words{"perf",
                                       "record",
                                       "--quiet",
                                       "-e",
                                       "cpu-clock",
                                       "-g",
                                       "-o",
                                       data.string(),
                                       "--",
                                       self.string(),
                                       "replay",
                                       typed.run,
                                       std::to_string(typed.number),
                                       "--repeat",
                                       std::to_string(typed.repeat)};
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (const int code =
          ::posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ);
      code != 0) {
    return complain(code == ENOENT
                        ? "--perf needs perf, which is not installed; on Debian it is in "
                          "linux-perf: sudo apt-get install linux-perf"
                        : "perf: " + std::generic_category().message(code));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return complain(std::generic_category().message(errno));
  }
  if (!fs::exists(data, error)) return could_not_run;  // perf has said why
  std::fprintf(stderr,
               "profile: %s (for perf report -i; it holds the making of the targets, too)\n",
               data.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

void add_replay(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "replay",
      "Run one of a run's slowest requests again, alone: was it the queue, the item, or only "
      "then?");
  auto typed = std::make_shared<ReplayWords>();
  command->add_option("RUN", typed->run, "The run's folder, such as results/runs/...")->required();
  command
      ->add_option("N", typed->number,
                   "Which of the slowest that were measured, from 1 (1): its row of slowest.csv.")
      ->check(whole_number(1, 1'000'000));
  command
      ->add_option("--repeat", typed->repeat,
                   "On so many fresh targets, on each once cold and once warm (20).")
      ->check(whole_number(1, 10'000));
  command->add_flag("--perf", typed->perf,
                    "Under perf record; leaves RUN/replay-N.perf.data. Needs perf (linux-perf).");
  command->callback([&work = to.work, &catalogue = to.catalogue, typed] {
    work = [&catalogue, typed] {
      const auto plan = read_plan(*typed, catalogue);
      if (!plan) return complain(plan.error().message);
      return typed->perf ? replay_under_perf(*typed) : replay_alone(*typed, *plan);
    };
  });
}

}  // namespace scenarios
