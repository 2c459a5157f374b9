#include "scenarios/command/started_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace scenarios::command {
namespace {

using harness::Expected;
using harness::failure;

/// What the new process tells the old one over a pipe that its image closes: when that was about to
/// be put in place, and then, if it could not be, why.
struct News {
  std::int64_t image_from_ns = 0;
  std::int64_t error = 0;
};

/// What the new process needs, where nothing may be allocated.
struct Becoming {
  const char* program;
  char* const* words;
  int input, output, errors, news;
  pid_t parent;
};

/// Out of the way of the numbers that they are to have.
int moved_up(int descriptor, int otherwise) {
  if (descriptor < 0) return otherwise;
  return descriptor > STDERR_FILENO ? descriptor : ::fcntl(descriptor, F_DUPFD, 10);
}

/// No other descriptor shall be left in the new image.
void close_later(int news) {
  constexpr unsigned at_exec = 4;  // CLOSE_RANGE_CLOEXEC
  if (::syscall(SYS_close_range, STDERR_FILENO + 1U, ~0U, at_exec) == 0) return;
  for (int i = STDERR_FILENO + 1; i < 65536; ++i) {  // a kernel before 5.11
    if (i != news) ::close(i);
  }
}

/// Between the new process's beginning and its image: only what is safe there.
[[noreturn]] void become(const Becoming& to) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != to.parent) ::_exit(126);  // it ended before the line above
  ::setpgid(0, 0);
  int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere >= 0 && nowhere <= STDERR_FILENO) nowhere = ::fcntl(nowhere, F_DUPFD, 10);
  const int news = moved_up(to.news, -1);
  ::fcntl(news, F_SETFD, FD_CLOEXEC);
  const int input = moved_up(to.input, nowhere);
  const int output = moved_up(to.output, nowhere);
  const int errors = moved_up(to.errors, nowhere);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  close_later(news);
  ::signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  std::int64_t tidings = now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
  static_cast<void>(!::write(news, &tidings, sizeof tidings));
  ::execve(to.program, to.words, environ);
  tidings = errno;
  static_cast<void>(!::write(news, &tidings, sizeof tidings));
  ::_exit(127);
}

/// Functions of their own: the new process leaves none of their frames.
[[gnu::noinline]] pid_t begin_as_ours(const Becoming& to) {
  const pid_t pid = ::vfork();
  if (pid == 0) become(to);
  return pid;
}

[[gnu::noinline]] pid_t begin_copied(const Becoming& to) {
  const pid_t pid = ::fork();
  if (pid == 0) become(to);
  return pid;
}

/// No signal's handler may run in a process that still has our memory.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t before_{};
};

std::string said_of(int error) {
  return std::generic_category().message(error);
}

/// Returns once the image is in place, or could not be put there.
News read_news(int from) {
  News news;
  std::size_t got = 0;
  while (got < sizeof news) {
    const ssize_t read = ::read(from, reinterpret_cast<char*>(&news) + got, sizeof news - got);
    if (read == 0 || (read < 0 && errno != EINTR)) break;
    if (read > 0) got += static_cast<std::size_t>(read);
  }
  return news;
}

std::vector<char*> pointers_to(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  // exec takes them as pointers to what it may not change, and does not.
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

Expected<std::array<Descriptor, 2>> new_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failure("no pipe: " + said_of(errno));
  return std::array<Descriptor, 2>{Descriptor(ends[0]), Descriptor(ends[1])};
}

Pipe made_ours(Descriptor ours, Descriptor theirs) {
  ::fcntl(ours.number(), F_SETFL, O_NONBLOCK);
  return {std::move(ours), std::move(theirs)};
}

}  // namespace

void Descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Expected<Pipe> Pipe::to_read() {
  return new_pipe().map(
      [](auto ends) { return made_ours(std::move(ends[0]), std::move(ends[1])); });
}

Expected<Pipe> Pipe::to_write() {
  return new_pipe().map(
      [](auto ends) { return made_ours(std::move(ends[1]), std::move(ends[0])); });
}

Expected<StartedProcess> StartedProcess::start(const Launch& launch) {
  auto news = new_pipe();
  if (!news) return tl::unexpected(news.error());
  const std::vector<char*> words = pointers_to(launch.words);
  const Becoming to{.program = launch.program.c_str(),
                    .words = words.data(),
                    .input = launch.input,
                    .output = launch.output,
                    .errors = launch.errors,
                    .news = news->at(1).number(),
                    .parent = ::getpid()};
  pid_t pid = -1;
  int error = 0;
  {
    const SignalsHeld held;
    pid = launch.beginning == Beginning::as_ours ? begin_as_ours(to) : begin_copied(to);
    error = errno;
  }
  if (pid < 0) return failure("no process: " + said_of(error));
  ::setpgid(pid, pid);  // here too: whoever comes first
  news->at(1).close();
  const News told = read_news(news->at(0).number());
  StartedProcess process(pid, harness::Instant(std::chrono::nanoseconds(told.image_from_ns)));
  if (told.image_from_ns == 0) return failure("was ended before its program began");
  if (told.error == 0) return process;
  return failure("can't be run: " + said_of(static_cast<int>(told.error)));
}

StartedProcess::StartedProcess(pid_t pid, harness::Instant image_from)
    : pid_(pid),
      image_from_(image_from),
      ending_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U))) {}

StartedProcess::StartedProcess(StartedProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      image_from_(other.image_from_),
      ending_(std::move(other.ending_)) {}

StartedProcess::~StartedProcess() {
  if (pid_ < 0) return;
  kill();
  reap();
}

bool StartedProcess::has_ended() const {
  siginfo_t info{};
  const int asked = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
  return asked == 0 && info.si_pid != 0;
}

void StartedProcess::kill() const {
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);  // should it have no group of its own yet
}

Ended StartedProcess::reap() {
  // While it is not waited for, nobody else can have its number.
  siginfo_t info{};
  const auto id = static_cast<id_t>(pid_);
  while (::waitid(P_PID, id, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) continue;
  ::kill(-pid_, SIGKILL);
  Ended ended;
  while (::wait4(pid_, &ended.status, 0, &ended.used) < 0 && errno == EINTR) continue;
  pid_ = -1;
  return ended;
}

bool exited_with(int status, int code) {
  return WIFEXITED(status) && WEXITSTATUS(status) == code;
}

std::string why_it_ended(int status) {
  if (WIFSIGNALED(status)) return fmt::format("killed by signal {}", WTERMSIG(status));
  return WEXITSTATUS(status) == 0 ? "" : fmt::format("exit {}", WEXITSTATUS(status));
}

}  // namespace scenarios::command
