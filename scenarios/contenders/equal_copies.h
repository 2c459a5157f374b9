// Two programs at paths of equal length, in files that were written in one way.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/child/process.h"
#include "harness/expected.h"
#include "scenarios/contenders/scratch_folder.h"

namespace scenarios {

/// What every program needs to start, from this process's environment, and what somebody named: a
/// variable's name to hand it on, or "NAME=value". Sorted, each name once.
std::vector<std::string> equal_environment(const std::vector<std::string>& named = {});

/// Copies two programs to where nothing but their bytes tells them apart: the length of a path and
/// the file's pages bias a measurement. Gone with everything in it at the end.
class EqualCopies {
 public:
  /// The two, ready to be started; both have the environment.
  struct Pair {
    harness::child::Program base, candidate;
  };

  /// `within`: a folder for the copies; empty: the one for temporary files. An error: a program
  /// can't be read, or there is no room.
  static harness::Expected<EqualCopies> make(std::filesystem::path base,
                                             std::filesystem::path candidate,
                                             std::vector<std::string> environment,
                                             const std::filesystem::path& within = {});

  /// Writes both afresh, into new files, base to .../a/program and candidate to .../b/program, or
  /// the other way round. Returns when they are on the disk, so that writing them does not disturb
  /// what is measured. Precondition: no program of the pair before runs.
  harness::Expected<Pair> place(bool base_in_a) const;

  /// Of programs that had to stay where they are, and are started through a link.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  struct Original {
    std::filesystem::path path;
    bool linked = false;
  };

  explicit EqualCopies(ScratchFolder scratch) : scratch_(std::move(scratch)) {}
  harness::Expected<Original> look_at(std::filesystem::path path);
  harness::Expected<harness::child::Program> write(const Original& original, const char* to) const;

  ScratchFolder scratch_;
  Original base_, candidate_;
  std::vector<std::string> environment_, warnings_;
};

}  // namespace scenarios
