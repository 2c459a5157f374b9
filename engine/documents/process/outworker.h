// Documents worked out by a child process, so that one that kills its parser takes nothing with it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/child/child.h"
#include "engine/child/frame.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/process/message.h"

namespace engine::documents::process {

/// Has one child process, which it replaces when it dies. Not thread-safe: one per worker.
class Outworker {
 public:
  /// So many of them, their children started side by side, and all ready. Errors: internal, one
  /// line that names the program (missing, not to be executed, no prony_worker, another version).
  static Expected<std::vector<Outworker>> start(std::size_t count, const Settings& settings,
                                                const std::filesystem::path& program);

  /// Blocks until the child has answered. It keeps to the limits by itself, and is killed, and
  /// replaced, if it does not: soon after the deadline (0.2 s, and 1 s for each MB), when it has
  /// taken a quarter more CPU time, when it wants more memory. Errors: the document's own,
  /// timed_out, out_of_cpu and out_of_memory among them; crashed (the child died of it or answered
  /// nonsense; the detail says how it ended), which may pass. A child that died with no document in
  /// hand costs none: a new one gets this document. Where children die in a row, starting the next
  /// one waits, at most 100 ms.
  Expected<Reply> work(parsed::Format format, std::string_view bytes, bool in_windows = false,
                       const parsed::Limits& limits = {});

  /// The child gets the next document and is killed. For fault plans.
  void lose_next() { lose_next_ = true; }

  /// The next document finds a parser and an analyser that are built for it (parser.reuse=off).
  void renew_tools() { fresh_tools_ = true; }

 private:
  Outworker(const Settings& settings, std::filesystem::path program)
      : settings_(settings), program_(std::move(program)) {}

  Expected<void> start_child();
  Expected<void> greet();
  Expected<void> be_ready();
  Expected<Reply> exchange(const Job& job);
  tl::unexpected<Error> lose_child(child::Broken why);
  tl::unexpected<Error> lose_child(std::string_view why);
  void pause() const;

  Settings settings_;
  std::filesystem::path program_;
  std::optional<child::Child> child_;
  bool greeted_ = false;
  bool fresh_tools_ = false;
  bool lose_next_ = false;
  unsigned deaths_in_a_row_ = 0;
};

}  // namespace engine::documents::process
