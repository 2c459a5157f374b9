// Where a target stands while it is measured.
#pragma once

#include <vector>

#include "harness/scenario/scenario.h"

namespace harness::measure {

/// At most one target, and the folder that it works in: both are gone with the stand, or when it is
/// taken down. A target may stand for one step or for several, one after the other.
class Stand {
 public:
  Stand() = default;
  ~Stand() { clear(); }
  Stand(const Stand&) = delete;
  Stand& operator=(const Stand&) = delete;

  /// Makes the target, with a folder of its own. Precondition: none stands. Errors: as
  /// MakeTarget's; a folder that can't be made; a process that the target names and that is not
  /// there.
  Expected<void> set_up(const scenario::MakeTarget& make_target,
                        const scenario::TargetOrder& order);

  bool is_taken() const { return prepared_.target != nullptr; }
  /// Preconditions: is_taken().
  Target& target() const { return *prepared_.target; }
  const scenario::Prepared& prepared() const { return prepared_; }
  /// That belong to the target without being its children: named by the user, or by the target.
  const std::vector<probe::NamedProcess>& processes() const { return processes_; }
  /// Requests that the target was sent so far, by all loads.
  std::uint64_t sent() const { return sent_; }
  void add_sent(std::uint64_t requests) { sent_ += requests; }
  /// Theirs, and this process's.
  std::vector<pid_t> pids() const;

  /// Asks the target whether its outputs are right, then removes it. Nothing may be expected of it
  /// any more, and who receives its completions must still be there. An error says what was wrong.
  Expected<void> take_down();

 private:
  void clear();
  Expected<void> find_processes(const scenario::TargetOrder& order);

  scenario::Prepared prepared_;
  std::vector<probe::NamedProcess> processes_;
  std::filesystem::path scratch_;
  std::uint64_t sent_ = 0;
};

}  // namespace harness::measure
