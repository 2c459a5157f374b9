// A subject that a file describes, so that a team can commit it.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/subject.h"

namespace scenarios::described {

/// Is it a name of such a file, and not of a subject: does it end in .toml or .json?
bool names_file(std::string_view on);

/// Of one of the kinds that `bases` are, with what the file says (see Description); its `source` is
/// the file's absolute path. An error is one line with the file and, where it is known, the line.
/// The copies that it makes of a base stand on their own.
harness::Expected<harness::scenario::Subject> described_subject(
    const std::filesystem::path& file, const std::vector<const harness::scenario::Subject*>& bases);

}  // namespace scenarios::described
