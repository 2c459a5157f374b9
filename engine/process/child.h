// A child process: started, spoken to over a socket, ended.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "engine/expected.h"

namespace engine::process {

/// The descriptor at which a child finds its end of the socket.
constexpr int child_socket = 3;

/// A running child process, which inherits nothing but its end of a stream socket and stderr.
/// Ends, and leaves nothing to be reaped, with this object.
class Child {
 public:
  /// Runs the program with our process id as its argument, by which it knows that it has become an
  /// orphan. Errors: internal (no such program, not to be executed, no more processes).
  static Expected<Child> start(const std::filesystem::path& program);

  ~Child();
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;

  int socket() const { return socket_; }

  /// Kills it, if it has not ended yet, and waits for it. How it ended, for a person: "killed by
  /// signal 11 (Segmentation fault)", "exited with status 1". Later calls say the same.
  const std::string& end();

 private:
  Child(pid_t pid, int socket) : pid_(pid), socket_(socket) {}

  pid_t pid_ = -1;
  int socket_ = -1;
  std::string ending_;
};

}  // namespace engine::process
