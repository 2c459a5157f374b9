// A gate as Markdown for a pull request.
#pragma once

#include <cstddef>
#include <string>

#include "harness/gate/gate_result.h"

namespace reports::gate {

/// What a comment may hold, in bytes: GitHub refuses 65,536 characters.
inline constexpr std::size_t longest_comment = 65'000;

/// The verdict, the metrics that matter most, and the rest folded up; never longer than
/// longest_comment, whatever the gate holds.
std::string gate_markdown(const harness::gate::GateResult& gate);

}  // namespace reports::gate
