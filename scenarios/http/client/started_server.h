// A server that a run starts, and ends.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "harness/child/process.h"

namespace scenarios::http {

/// A command under /bin/sh, in a process group of its own, whose output goes to a file. It does not
/// outlive this program, however that ends.
class StartedServer {
 public:
  static constexpr auto time_to_end = std::chrono::seconds(5);

  /// `scratch`: an existing folder, for the file. An error: the system has no room for it.
  static harness::Expected<std::unique_ptr<StartedServer>> start(
      const std::string& command, const std::filesystem::path& scratch);

  /// Asks it to end (SIGTERM to its group), and kills what is left after `time_to_end`, or once the
  /// command itself has ended.
  ~StartedServer();
  StartedServer(const StartedServer&) = delete;
  StartedServer& operator=(const StartedServer&) = delete;

  pid_t pid() const { return process_->pid(); }
  bool has_ended() { return process_->has_ended(); }
  /// "ended with 1; its last words: ...". Precondition: it has ended.
  std::string how_it_ended();
  /// The beginning of what it said, at most 4 KiB.
  std::string output() const;
  /// The last lines of its output, in one; may be empty.
  std::string last_words() const;

 private:
  StartedServer(std::unique_ptr<harness::child::Process> process, std::filesystem::path output,
                int alive)
      : process_(std::move(process)), output_(std::move(output)), alive_(alive) {}

  const std::unique_ptr<harness::child::Process> process_;
  const std::filesystem::path output_;
  const int alive_;  // an end of a pipe, which closes with this program
};

}  // namespace scenarios::http
