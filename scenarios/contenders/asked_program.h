// What somebody named as one of two programs: a file, or a revision of the source.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/expected.h"

namespace scenarios {

/// A commit of a checkout.
struct Revision {
  std::filesystem::path checkout;     // its top folder
  std::string commit;                 // in full, hexadecimal
  std::string asked;                  // "v1.2", "main~3"
  std::filesystem::path within = {};  // from the top to the folder that it was looked for from

  /// "v1.2 (1a2b3c4)", or only the commit where nothing else was asked for.
  std::string name() const;

  bool operator==(const Revision&) const = default;
};

using AskedProgram = std::variant<std::filesystem::path, Revision>;

/// A path of an executable file, else a revision of the first checkout that has it; `folders` lie
/// within checkouts, and those that don't are passed over. An error tells what was tried, what is
/// wrong with a file that is there, and the branch or tag that may have been meant.
harness::Expected<AskedProgram> find_asked(const std::string& asked,
                                           const std::vector<std::filesystem::path>& folders);

}  // namespace scenarios
