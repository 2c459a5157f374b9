#include "harness/ablation/fresh_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace harness::ablation {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int look_ms = 20;  // how often a stop request is looked for
constexpr std::size_t most_text = 4096;

/// Between fork and exec: only what is safe there.
[[noreturn]] void become(char* const* arguments, int error_output, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(126);  // it ended before the line above
  ::setpgid(0, 0);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nowhere = ::open("/dev/null", O_RDWR);
  ::dup2(nowhere, STDIN_FILENO);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(error_output, STDERR_FILENO);
  ::execv("/proc/self/exe", arguments);
  ::_exit(127);
}

/// A child process and what it says.
class Child {
 public:
  Child(pid_t pid, int output) : pid_(pid), output_(output) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) reap();
    ::close(output_);
  }

  /// Reads what is there, waiting a little for it; false once the child has ended.
  bool listen() {
    pollfd waiting{output_, POLLIN, 0};
    if (!silent_ && ::poll(&waiting, 1, look_ms) > 0) {
      std::array<char, 1024> block;
      const ssize_t got = ::read(output_, block.data(), block.size());
      if (got > 0) {
        text_.append(block.data(), static_cast<std::size_t>(got));
        if (text_.size() > most_text) text_.erase(0, text_.size() - most_text);
        return true;
      }
      silent_ = got == 0 || (errno != EINTR && errno != EAGAIN);
    }
    if (silent_) ::poll(nullptr, 0, 1);
    return !has_ended();
  }

  int status() const { return status_; }

  std::string last_line() const {
    std::string_view text = text_;
    while (text.ends_with('\n')) text.remove_suffix(1);
    const std::size_t newline = text.rfind('\n');
    if (newline != text.npos) text.remove_prefix(newline + 1);
    constexpr std::string_view name = "prony: ";
    if (text.starts_with(name)) text.remove_prefix(name.size());
    return std::string(text);
  }

 private:
  bool has_ended() {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
      return errno != EINTR;
    }
    if (info.si_pid == 0) return false;
    reap();
    return true;
  }

  /// Ends the group before its leader is waited for: until then its number is no one else's.
  void reap() {
    ::kill(-pid_, SIGKILL);
    while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) continue;
    pid_ = -1;
  }

  pid_t pid_;
  int output_;
  int status_ = 0;
  bool silent_ = false;  // it has closed its stderr
  std::string text_;
};

}  // namespace

Expected<void> run_again(const std::vector<std::string>& words, Duration limit,
                         const std::stop_token& stop) {
  std::string program = "prony";
  std::vector<char*> arguments{program.data()};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return failure("no pipe: " + std::generic_category().message(errno));
  }
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) become(arguments.data(), ends[1], parent);
  const int error = errno;
  ::close(ends[1]);
  if (pid < 0) {
    ::close(ends[0]);
    return failure("no process: " + std::generic_category().message(error));
  }
  ::setpgid(pid, pid);  // here too: whoever comes first
  Child child(pid, ends[0]);
  const auto deadline = SteadyClock::now() + limit;
  while (child.listen()) {
    if (stop.stop_requested()) return failure("stopped");
    if (SteadyClock::now() >= deadline) return failure("took too long and was ended");
  }
  const int status = child.status();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (const std::string said = child.last_line(); !said.empty()) return failure(said);
  return failure(WIFSIGNALED(status) ? fmt::format("killed by signal {}", WTERMSIG(status))
                                     : fmt::format("ended with {}", WEXITSTATUS(status)));
}

}  // namespace harness::ablation
