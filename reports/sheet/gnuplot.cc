#include "reports/sheet/gnuplot.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "reports/words/escape.h"

namespace reports::sheet {
namespace {

using harness::failure;
using Steady = std::chrono::steady_clock;

constexpr std::size_t largest_output = std::size_t{64} << 20;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { close(); }

  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  int get() const { return number_; }

 private:
  int number_;
};

/// Files in memory, so that neither side ever waits for the other to read.
Descriptor memory_file(const char* name) {
  return Descriptor(memfd_create(name, MFD_CLOEXEC));
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::lseek(file, 0, SEEK_SET) == 0;
}

std::string read_all(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0 || status.st_size <= 0) return {};
  std::string text(std::min(static_cast<std::size_t>(status.st_size), largest_output), '\0');
  std::size_t have = 0;
  while (have < text.size()) {
    const ssize_t got =
        ::pread(file, text.data() + have, text.size() - have, static_cast<off_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  text.resize(have);
  return text;
}

/// Waits until the other end of a pipe that only the child holds is closed: until the child is
/// gone.
bool ended_before(int lifeline, Steady::time_point deadline) {
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now());
    pollfd watched{lifeline, POLLIN, 0};
    const int ready = ::poll(&watched, 1, static_cast<int>(std::max<long long>(0, left.count())));
    if (ready > 0) return true;
    if (ready == 0 && Steady::now() >= deadline) return false;
    if (ready < 0 && errno != EINTR) return false;
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return status;
}

/// Starts gnuplot on the given files; returns posix_spawnp's error number.
int spawn(pid_t& child, int in, int out, int err, int lifeline) {
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) return ENOMEM;
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, err, 2);
  posix_spawn_file_actions_adddup2(&actions, lifeline, lifeline + 1);
  std::array<char, 8> name{"gnuplot"};
  std::array<char, 3> defaults{"-d"};
  std::array<char, 2> standard_input{"-"};
  std::array<char*, 4> arguments{name.data(), defaults.data(), standard_input.data(), nullptr};
  const int error = posix_spawnp(&child, name.data(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

std::string one_line(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  return start == std::string::npos ? "no message" : words::shortened(text.substr(start), 300);
}

}  // namespace

harness::Expected<std::string> run_gnuplot(std::string_view script,
                                           std::chrono::milliseconds limit) {
  const Descriptor in = memory_file("script");
  const Descriptor out = memory_file("svg");
  const Descriptor err = memory_file("messages");
  std::array<int, 2> ends{-1, -1};
  if (in.get() < 0 || out.get() < 0 || err.get() < 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0 ||
      !write_all(in.get(), script)) {
    return failure(std::string("no room for gnuplot's files: ") + std::strerror(errno));
  }
  const Descriptor alive(ends[0]);
  Descriptor lifeline(ends[1]);
  pid_t child = -1;
  const int error = spawn(child, in.get(), out.get(), err.get(), lifeline.get());
  lifeline.close();
  if (error == ENOENT) return failure("gnuplot was not found; install the package gnuplot-nox");
  if (error != 0) return failure(std::string("gnuplot did not start: ") + std::strerror(error));
  const bool in_time = ended_before(alive.get(), Steady::now() + limit);
  if (!in_time) ::kill(child, SIGKILL);
  const int status = wait_for(child);
  if (!in_time) return failure("gnuplot took too long and was ended");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return failure("gnuplot failed: " + one_line(read_all(err.get())));
  }
  std::string svg = read_all(out.get());
  if (svg.empty()) return failure("gnuplot drew nothing: " + one_line(read_all(err.get())));
  return svg;
}

}  // namespace reports::sheet
