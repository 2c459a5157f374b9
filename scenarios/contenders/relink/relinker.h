// Links a program again from its parts, in another order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "scenarios/contenders/relink/link_command.h"
#include "scenarios/contenders/scratch_folder.h"

namespace scenarios {

/// A program's object files, those in its own static libraries too, and how they are linked. Where
/// functions lie in memory makes a program faster or slower by some percent, whatever its source
/// says; another order of the parts is another draw of that luck. Writes nothing into the build
/// folder. What the project did not build keeps its place behind the parts.
class Relinker {
 public:
  /// Links the program once as its build did, to prove that its parts are those that it was made
  /// from. An error is the second half of a sentence, "it does not lie in a folder that CMake built
  /// in": no build folder, another generator, parts that were compiled since, one part only.
  static harness::Expected<Relinker> of(const std::filesystem::path& program,
                                        const std::stop_token& stop = {});

  /// How many parts change places.
  std::size_t parts() const { return parts_.size(); }

  /// Links them in an order that the seed decides, never the build's own. Parts that are
  /// initialised before main() are so in that order too. An error: the linker's first one.
  harness::Expected<void> link(std::uint64_t seed, const std::filesystem::path& output,
                               const std::stop_token& stop = {}) const;

 private:
  explicit Relinker(ScratchFolder scratch) : scratch_(std::move(scratch)) {}
  harness::Expected<void> take_apart(const BuildFolder& build, const std::stop_token& stop);
  harness::Expected<void> take(const std::vector<std::string>& trace,
                               const std::filesystem::path& build);
  /// The members that were used; true if the library itself is needed no more. A name that two
  /// members have does not tell which one is used: they stay in it.
  harness::Expected<bool> take_library(const std::filesystem::path& path,
                                       const std::set<std::string>& used);
  harness::Expected<void> run(std::vector<std::string> words, const std::filesystem::path& output,
                              std::vector<std::string>* trace, const std::stop_token& stop) const;

  ScratchFolder scratch_;  // the parts that came from libraries, until the end
  LinkCommand command_;    // without the parts
  std::size_t at_ = 0;     // where among the words the parts stood
  std::vector<std::string> parts_;
};

}  // namespace scenarios
