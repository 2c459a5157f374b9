// A child process: started, spoken to over a socket, ended.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "engine/expected.h"

namespace engine::child {

/// The descriptor at which a child finds its end of the socket.
constexpr int child_socket = 3;

/// With what status a child exits that may take no more memory.
constexpr int status_out_of_memory = 77;

/// A running child process, which inherits nothing but its end of a stream socket and stderr.
/// Ends, and leaves nothing to be reaped, with this object.
class Child {
 public:
  /// Runs the program with our process id as its argument, by which it knows that it has become an
  /// orphan, and with `setting` ("NAME=value") in its environment, if there is one. Errors:
  /// internal (no such program, not to be executed, no more processes).
  static Expected<Child> start(const std::filesystem::path& program, std::string setting = {});

  ~Child();
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;

  int socket() const { return socket_; }
  /// -1 once it has ended.
  pid_t pid() const { return pid_; }

  /// Kills it, if it has not ended yet, and waits for it. How it ended, for a person: "killed by
  /// signal 11 (Segmentation fault)", "exited with status 1". Later calls say the same.
  const std::string& end();

  /// How it ended, as waitpid has it; nothing before end(), or if somebody else has reaped it.
  std::optional<int> status() const { return status_; }
  /// Whether a limit of its own has ended it (see Budget): out_of_memory, out_of_cpu; else crashed.
  Reason why_it_ended() const;
  /// By what it does not do to itself. Somebody has killed it, or we have.
  bool was_killed() const;

 private:
  Child(pid_t pid, int socket) : pid_(pid), socket_(socket) {}

  pid_t pid_ = -1;
  int socket_ = -1;
  std::string ending_;
  std::optional<int> status_;
};

}  // namespace engine::child
