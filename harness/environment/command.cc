#include "harness/environment/command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>

extern char** environ;

namespace harness::environment {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t output_limit = 65536;
constexpr std::chrono::milliseconds look_every(20);  // whether to stop
constexpr std::chrono::seconds to_end_in(3);

/// What posix_spawn wants to be told, freed in the end.
class Spawning {
 public:
  Spawning() {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawnattr_init(&attributes_);
  }
  ~Spawning() {
    ::posix_spawn_file_actions_destroy(&files_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  Spawning(const Spawning&) = delete;
  Spawning& operator=(const Spawning&) = delete;

  /// In a process group of its own, with no signal held back. 0 or an error's number.
  int start(const Command& command, int output, bool errors_too, pid_t& pid) {
    std::vector<char*> arguments;
    for (const std::string& word : command.words) {
      arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    sigset_t none;
    sigemptyset(&none);
    for (const int error :
         {::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK),
          ::posix_spawnattr_setpgroup(&attributes_, 0),
          ::posix_spawnattr_setsigmask(&attributes_, &none),
          ::posix_spawn_file_actions_addopen(&files_, 0, "/dev/null", O_RDONLY, 0),
          ::posix_spawn_file_actions_adddup2(&files_, output, 1),
          errors_too ? ::posix_spawn_file_actions_adddup2(&files_, output, 2)
                     : ::posix_spawn_file_actions_addopen(&files_, 2, "/dev/null", O_WRONLY, 0),
          command.folder.empty()
              ? 0
              : ::posix_spawn_file_actions_addchdir_np(&files_, command.folder.c_str())}) {
      if (error != 0) return error;
    }
    return ::posix_spawnp(&pid, arguments[0], &files_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t attributes_;
};

/// Starts the program with its output going to a pipe; the end to read from, or an error's number.
tl::expected<int, int> start(const Command& command, bool errors_too, pid_t& pid) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return tl::unexpected(errno);
  const int error = Spawning().start(command, ends[1], errors_too, pid);
  ::close(ends[1]);
  if (error == 0) return ends[0];
  ::close(ends[0]);
  return tl::unexpected(error);
}

enum class Got { something, nothing_yet, end };

/// What is there to read by then.
Got read_some(int input, SteadyClock::time_point until, std::string& text) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
  pollfd waiting{input, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(std::max<long>(left.count(), 0))) <= 0) {
    return Got::nothing_yet;  // or a signal came
  }
  char block[4096];
  const ssize_t got = ::read(input, block, sizeof block);
  if (got < 0 && errno == EINTR) return Got::nothing_yet;
  if (got <= 0) return Got::end;
  text.append(block, std::min(static_cast<std::size_t>(got), output_limit - text.size()));
  return Got::something;
}

int wait_for(pid_t pid) {
  int status = -1;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return status;
}

void tell_lines(std::string& text, const TellLine& tell) {
  std::size_t from = 0;
  for (std::size_t end; (end = text.find('\n', from)) != text.npos; from = end + 1) {
    tell(std::string_view(text).substr(from, end - from));
  }
  text.erase(0, from);
  if (text.size() < output_limit) return;
  tell(text);
  text.clear();
}

/// Until the program closes its output (true) or it is to stop.
bool tell_all(int input, const TellLine& tell, const std::stop_token& stop) {
  std::string text;
  while (!stop.stop_requested()) {
    switch (read_some(input, SteadyClock::now() + look_every, text)) {
      case Got::something:
        tell_lines(text, tell);
        break;
      case Got::nothing_yet:
        break;
      case Got::end:
        if (!text.empty()) tell(text);
        return true;
    }
  }
  return false;
}

/// Has it ended, without forgetting it?
bool has_ended(pid_t pid) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid != 0;
}

/// Asked first: a build tool has groups of its own below it, which only it can end.
void end_group(pid_t pid) {
  ::kill(-pid, SIGTERM);
  const auto until = SteadyClock::now() + to_end_in;
  while (!has_ended(pid) && SteadyClock::now() < until) std::this_thread::sleep_for(look_every);
  ::kill(-pid, SIGKILL);
}

}  // namespace

std::optional<std::string> output_of(const std::vector<std::string>& words,
                                     std::chrono::milliseconds limit) {
  pid_t pid = -1;
  const auto input = start({words}, false, pid);
  if (!input) return std::nullopt;
  std::string text;
  const auto deadline = SteadyClock::now() + limit;
  Got got = Got::something;
  while (got != Got::end && SteadyClock::now() < deadline) got = read_some(*input, deadline, text);
  ::close(*input);
  if (got != Got::end) ::kill(-pid, SIGKILL);
  const int status = wait_for(pid);
  if (got != Got::end || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return text;
}

Expected<int> follow(const Command& command, const TellLine& tell, const std::stop_token& stop) {
  const std::string& name = command.words.front();
  pid_t pid = -1;
  const auto input = start(command, true, pid);
  if (!input) {
    return failure(
        fmt::format("{} can't be run: {}", name, std::generic_category().message(input.error())));
  }
  const bool whole = tell_all(*input, tell, stop);
  if (!whole) end_group(pid);
  ::close(*input);
  const int status = wait_for(pid);
  if (!whole) return failure(name + " was stopped");
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return failure(fmt::format("{} was killed by signal {}", name, WTERMSIG(status)));
}

}  // namespace harness::environment
