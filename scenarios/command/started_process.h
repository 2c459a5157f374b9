// A program that was started for one request, or for many.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/clock.h"
#include "harness/expected.h"

namespace scenarios::command {

/// A descriptor that is closed with this; -1: none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close();

 private:
  int number_ = -1;
};

/// Both ends of a pipe; ours does not block, and neither is left in programs that are started.
struct Pipe {
  Descriptor ours, theirs;

  static harness::Expected<Pipe> to_read();   // what the program writes
  static harness::Expected<Pipe> to_write();  // what the program reads
};

/// How a program's memory begins. Linux counts the memory of whoever started a program into the
/// program's peak: as_ours is the quickest, and starts from all of ours; copied takes some 0.1 ms
/// more, and starts from our heap alone.
enum class Beginning : std::uint8_t { as_ours, copied };

/// What is started. What is named by number is a descriptor of ours, -1: /dev/null.
struct Launch {
  std::filesystem::path program;   // absolute
  std::vector<std::string> words;  // the program's name first
  int input = -1, output = -1, errors = -1;
  Beginning beginning = Beginning::as_ours;
};

/// What a process came to.
struct Ended {
  int status = 0;  // as waitpid has it
  rusage used{};   // of the process and of those that it waited for
};

/// A program in a process group of its own; the kernel kills it if the thread that started it ends.
/// Nothing else than the three descriptors is left in it.
class StartedProcess {
 public:
  /// Returns once the program's image is in place of ours. An error: the system has no room for a
  /// process, or "can't be run: Exec format error".
  static harness::Expected<StartedProcess> start(const Launch& launch);

  /// Kills it with its group.
  ~StartedProcess();
  StartedProcess(StartedProcess&& other) noexcept;
  StartedProcess& operator=(StartedProcess&&) = delete;

  pid_t pid() const { return pid_; }
  /// When its image was about to be put in place, by CLOCK_MONOTONIC.
  harness::Instant image_from() const { return image_from_; }

  /// To be polled: readable once it has ended. -1 on a kernel before 5.3: ask has_ended() then.
  int ending() const { return ending_.number(); }
  bool has_ended() const;

  /// Kills what is left of its group, and takes it from the system. Waits for its end: kill() comes
  /// first for one that has not ended. Precondition: not called before.
  Ended reap();
  /// With its group. Does not wait.
  void kill() const;

 private:
  StartedProcess(pid_t pid, harness::Instant image_from);

  pid_t pid_ = -1;  // -1: reaped, or moved away
  harness::Instant image_from_;
  Descriptor ending_;
};

/// "exit 3", "killed by signal 11"; empty for an exit with 0.
std::string why_it_ended(int status);
bool exited_with(int status, int code);

}  // namespace scenarios::command
