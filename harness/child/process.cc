#include "harness/child/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

namespace harness::child {
namespace {

constexpr int line = 3;  // the child's descriptor of the socket
constexpr std::size_t most_said = 4096;

/// What the child needs between fork and exec, where nothing may be allocated.
struct Becoming {
  const char* path;
  char* const* arguments;
  char* const* environment;
  const char* folder;  // null: stays
  int socket, error_output;
  pid_t parent;
};

/// Exec tells why it failed as the exit status and in a line.
[[noreturn]] void complain(const char* what) {
  const char* const parts[] = {"can't ", what, ": ", ::strerrordesc_np(errno), "\n"};
  for (const char* part : parts) {
    std::size_t length = 0;
    while (part != nullptr && part[length] != '\0') ++length;
    static_cast<void>(!::write(STDERR_FILENO, part, length));
  }
  ::_exit(127);
}

void close_from(int first) {
  if (::syscall(SYS_close_range, static_cast<unsigned>(first), ~0U, 0U) == 0) return;
  for (int i = first; i < 65536; ++i) ::close(i);  // a kernel before 5.9
}

/// Between fork and exec: only what is safe there.
[[noreturn]] void become(const Becoming& to) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != to.parent) ::_exit(126);  // it ended before the line above
  ::setpgid(0, 0);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // Out of the way of the numbers that they are to have.
  const int error_output = ::fcntl(to.error_output, F_DUPFD, 10);
  const int socket = to.socket < 0 ? -1 : ::fcntl(to.socket, F_DUPFD, 10);
  const int nowhere = ::open("/dev/null", O_RDWR);
  ::dup2(nowhere, STDIN_FILENO);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(error_output, STDERR_FILENO);
  if (socket >= 0) ::dup2(socket, line);
  close_from(socket >= 0 ? line + 1 : line);
  if (to.folder != nullptr && ::chdir(to.folder) != 0) complain("work in its folder");
  ::execve(to.path, to.arguments, to.environment);
  complain("be run");
}

void close_line(int socket) {
  if (socket != Process::no_socket) ::close(socket);
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Expected<std::unique_ptr<Process>> Process::start(const Program& program, int socket) {
  // Found from here, whatever folder it works in.
  const std::string path =
      program.path.empty() ? "/proc/self/exe" : std::filesystem::absolute(program.path).string();
  std::vector<std::string> words{program.name};
  words.insert(words.end(), program.words.begin(), program.words.end());
  if (socket != no_socket) words.insert(words.end(), {"--fd", std::to_string(line)});
  const std::vector<char*> arguments = pointers_to(words);
  std::vector<std::string> variables = program.environment.value_or(std::vector<std::string>());
  const std::vector<char*> environment = pointers_to(variables);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    const int error = errno;
    close_line(socket);
    return failure("no pipe: " + std::generic_category().message(error));
  }
  const Becoming to{.path = path.c_str(),
                    .arguments = arguments.data(),
                    .environment = program.environment ? environment.data() : environ,
                    .folder = program.folder.empty() ? nullptr : program.folder.c_str(),
                    .socket = socket,
                    .error_output = ends[1],
                    .parent = ::getpid()};
  const pid_t pid = ::fork();
  if (pid == 0) become(to);
  const int error = errno;
  close_line(socket);
  ::close(ends[1]);
  if (pid < 0) {
    ::close(ends[0]);
    return failure("no process: " + std::generic_category().message(error));
  }
  ::setpgid(pid, pid);  // here too: whoever comes first
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return std::unique_ptr<Process>(new Process(pid, ends[0]));
}

Process::~Process() {
  kill();
  ::close(complaints_);
}

bool Process::listen() {
  std::array<char, 1024> block;
  while (!heard_all_) {
    const ssize_t got = ::read(complaints_, block.data(), block.size());
    if (got > 0) {
      said_.append(block.data(), static_cast<std::size_t>(got));
      if (said_.size() > most_said) said_.erase(0, said_.size() - most_said);
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else if (got < 0 && errno == EAGAIN) {
      break;
    } else {
      heard_all_ = true;
    }
  }
  return !heard_all_;
}

bool Process::has_ended() {
  if (!running_) return true;
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
    return false;
  }
  if (info.si_pid == 0) return false;
  reap();
  return true;
}

bool Process::wait_for_end(Duration most, const std::stop_token& stop) {
  constexpr int look_ms = 20, blind_look_ms = 1;
  const auto end = std::chrono::steady_clock::now() + most;
  // Readable once the process has ended; a kernel before 5.3 has none.
  const int ending = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0U));
  while (!has_ended() && !stop.stop_requested()) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    std::array<pollfd, 2> waiting{
        {{heard_all_ ? -1 : complaints_, POLLIN, 0}, {ending, POLLIN, 0}}};
    const auto most_ms = static_cast<int>(std::min<std::int64_t>(left.count(), look_ms));
    ::poll(waiting.data(), waiting.size(), ending < 0 ? blind_look_ms : most_ms);
    if (waiting[0].revents != 0) listen();
  }
  if (ending >= 0) ::close(ending);
  return has_ended();
}

void Process::kill() {
  if (running_) reap();
}

/// Ends the group before its leader is waited for: until then its number is no one else's.
void Process::reap() {
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);  // should it have no group of its own yet
  while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) continue;
  running_ = false;
}

bool Process::ended_well() const {
  return WIFEXITED(status_) && WEXITSTATUS(status_) == 0;
}

std::string Process::how_it_ended() {
  listen();
  const std::string how = WIFSIGNALED(status_)
                              ? fmt::format("was killed by signal {}", WTERMSIG(status_))
                              : fmt::format("ended with {}", WEXITSTATUS(status_));
  const std::string said = last_line();
  return said.empty() ? how : fmt::format("{}: {}", how, said);
}

std::string Process::last_line() const {
  std::string_view text = said_;
  while (text.ends_with('\n')) text.remove_suffix(1);
  const std::size_t newline = text.rfind('\n');
  if (newline != text.npos) text.remove_prefix(newline + 1);
  constexpr std::string_view name = "prony: ";
  if (text.starts_with(name)) text.remove_prefix(name.size());
  return std::string(text);
}

}  // namespace harness::child
