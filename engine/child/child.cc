#include "engine/child/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

extern char** environ;

namespace engine::child {
namespace {

constexpr int farewell_ms = 1'000;  // for a child to end by itself once its socket is closed

std::string words_for(int error) {
  return std::generic_category().message(error);
}

/// Both ends are closed on exec; the child's is copied to `child_socket` when it starts.
class SocketPair {
 public:
  SocketPair() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()) != 0) error_ = errno;
  }
  ~SocketPair() {
    for (const int end : ends_) {
      if (end >= 0) ::close(end);
    }
  }
  SocketPair(const SocketPair&) = delete;
  SocketPair& operator=(const SocketPair&) = delete;

  int error() const { return error_; }
  int childs() const { return ends_[1]; }
  int take_ours() { return std::exchange(ends_[0], -1); }

 private:
  std::array<int, 2> ends_{-1, -1};
  int error_ = 0;
};

/// What a child starts with: its socket, stderr, no signal blocked or ignored.
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawnattr_init(&attributes_);
    // The standard descriptors first: the socket could have one of their numbers.
    ::posix_spawn_file_actions_adddup2(&files_, socket, child_socket);
    ::posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&files_, child_socket + 1);
    sigset_t signals;
    sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&files_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  /// 0 or the system's error.
  int spawn(pid_t& pid, const std::filesystem::path& program, std::string& setting) const {
    std::string name = program.string();
    std::string parent = std::to_string(::getpid());
    const std::array<char*, 3> arguments{name.data(), parent.data(), nullptr};
    std::vector<char*> settings;
    if (!setting.empty()) settings.push_back(setting.data());
    for (char** ours = environ; *ours != nullptr; ++ours) settings.push_back(*ours);
    settings.push_back(nullptr);
    return ::posix_spawn(&pid, name.c_str(), &files_, &attributes_, arguments.data(),
                         settings.data());
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t attributes_;
};

std::string describe(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    const char* const name = ::sigdescr_np(signal);
    return "killed by signal " + std::to_string(signal) + " (" +
           (name == nullptr ? "unknown" : name) + ")";
  }
  return "exited with status " + std::to_string(WEXITSTATUS(status));
}

void wait_briefly_for(pid_t pid) {
  const auto handle = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (handle < 0) return;
  pollfd ended{.fd = handle, .events = POLLIN, .revents = 0};
  ::poll(&ended, 1, farewell_ms);
  ::close(handle);
}

}  // namespace

Expected<Child> Child::start(const std::filesystem::path& program, std::string setting) {
  SocketPair sockets;
  const auto refuse = [&](int error) {
    return failure(Reason::internal, program.string() + ": " + words_for(error));
  };
  if (sockets.error() != 0) return refuse(sockets.error());
  pid_t pid = -1;
  if (const int error = SpawnPlan(sockets.childs()).spawn(pid, program, setting); error != 0) {
    return refuse(error);
  }
  return Child(pid, sockets.take_ours());
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      socket_(std::exchange(other.socket_, -1)),
      ending_(std::move(other.ending_)),
      status_(other.status_) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(socket_, other.socket_);
  std::swap(ending_, other.ending_);
  std::swap(status_, other.status_);
  return *this;
}

Child::~Child() {
  if (socket_ >= 0) ::close(socket_);
  if (pid_ > 0) wait_briefly_for(pid_);
  end();
}

const std::string& Child::end() {
  if (pid_ <= 0) return ending_;
  // Has no effect on how one that is already dying ends.
  ::kill(pid_, SIGKILL);
  int status = 0;
  pid_t waited = -1;
  do {
    waited = ::waitpid(pid_, &status, 0);
  } while (waited < 0 && errno == EINTR);
  if (waited == pid_) status_ = status;
  ending_ = status_ ? describe(status) : "ended";  // somebody else has reaped it
  pid_ = -1;
  return ending_;
}

Reason Child::why_it_ended() const {
  if (status_ && WIFEXITED(*status_) && WEXITSTATUS(*status_) == status_out_of_memory) {
    return Reason::out_of_memory;
  }
  if (status_ && WIFSIGNALED(*status_) && WTERMSIG(*status_) == SIGPROF) return Reason::out_of_cpu;
  return Reason::crashed;
}

bool Child::was_killed() const {
  return status_ && WIFSIGNALED(*status_) && WTERMSIG(*status_) == SIGKILL;
}

}  // namespace engine::child
