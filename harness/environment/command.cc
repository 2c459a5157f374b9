#include "harness/environment/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

extern char** environ;

namespace harness::environment {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t output_limit = 65536;

/// Starts the program with its standard output going to `output`; -1 if that fails.
pid_t start(const std::vector<std::string>& words, int output) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  if (::posix_spawn_file_actions_init(&files) != 0) return -1;
  pid_t pid = -1;
  if (::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0) == 0 &&
      ::posix_spawn_file_actions_adddup2(&files, output, 1) == 0 &&
      ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0) == 0 &&
      ::posix_spawnp(&pid, arguments[0], &files, nullptr, arguments.data(), environ) != 0) {
    pid = -1;
  }
  ::posix_spawn_file_actions_destroy(&files);
  return pid;
}

/// Reads until the program closes its output (true) or the time is over.
bool drain(int input, SteadyClock::time_point deadline, std::string& text) {
  char block[4096];
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{input, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left)) <= 0) continue;  // over, or a signal came
    const ssize_t got = ::read(input, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    text.append(block, std::min(static_cast<std::size_t>(got), output_limit - text.size()));
  }
}

int wait_for(pid_t pid) {
  int status = -1;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return status;
}

}  // namespace

std::optional<std::string> output_of(const std::vector<std::string>& words,
                                     std::chrono::milliseconds limit) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  const pid_t pid = start(words, ends[1]);
  ::close(ends[1]);
  std::string text;
  const bool whole = pid > 0 && drain(ends[0], SteadyClock::now() + limit, text);
  ::close(ends[0]);
  if (pid <= 0) return std::nullopt;
  if (!whole) ::kill(pid, SIGKILL);
  const int status = wait_for(pid);
  if (!whole || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return text;
}

}  // namespace harness::environment
