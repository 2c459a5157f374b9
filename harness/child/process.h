// A program that was started, and what it says on its stderr.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/clock.h"
#include "harness/expected.h"

namespace harness::child {

/// What is started, and in which surroundings.
struct Program {
  std::filesystem::path path = {};             // from this process's folder; empty: its own program
  std::vector<std::string> words = {"child"};  // its arguments, before those that name the line
  std::string name = "prony";                  // its argument 0
  /// "NAME=value" each; empty: this process's.
  std::optional<std::vector<std::string>> environment = {};
  std::filesystem::path folder = {};  // that it works in; empty: this process's
};

/// A program in a process group of its own, so that a Ctrl-C meant for this process does not reach
/// it. Nothing of this process (memory, threads, signals, open files) is left in it. The kernel
/// kills it if the thread that started it ends.
class Process {
 public:
  /// Starts the program; `socket` is its descriptor 3, and the words "--fd 3" tell it so
  /// (no_socket: neither). Its stdout goes nowhere. Closes `socket`. An error: the system has no
  /// room for it. A program that can't be run is one that ends with 127 and says why.
  static Expected<std::unique_ptr<Process>> start(const Program& program, int socket);
  static constexpr int no_socket = -1;

  /// Kills it with its group.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }

  /// Where it complains: to be watched, and read with listen().
  int complaints() const { return complaints_; }
  /// Reads what is there. False once it has closed its stderr.
  bool listen();

  /// Has it ended? Then its group is killed.
  bool has_ended();
  /// Waits until it has, at most so long, and no longer than until a stop is requested. Sleeps
  /// meanwhile, but for a look every 20 ms.
  bool wait_for_end(Duration most, const std::stop_token& stop = {});
  /// Kills it with its group, and waits for it. Does nothing once it has ended.
  void kill();

  /// Did it end by itself and well? Precondition: it has ended.
  bool ended_well() const;
  /// "killed by signal 9", "ended with 2", and the last line that it wrote to stderr, if it wrote
  /// any. Precondition: it has ended.
  std::string how_it_ended();
  /// The last line that it wrote to stderr and listen() has read, without "prony: "; may be empty.
  std::string last_line() const;

 private:
  Process(pid_t pid, int complaints) : pid_(pid), complaints_(complaints) {}
  void reap();

  const pid_t pid_;
  const int complaints_;
  bool running_ = true;
  bool heard_all_ = false;
  int status_ = 0;
  std::string said_;  // the end of it
};

}  // namespace harness::child
