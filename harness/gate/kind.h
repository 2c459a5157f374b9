// What can be said of a metric.
#pragma once

#include <cstdint>
#include <string_view>

namespace harness::gate {

/// regressed: worse by more than the margin. improved: better by more than the margin. same:
/// neither better nor worse by more than the tolerance, which is proved, not assumed. no_worse: not
/// worse by more than the tolerance. inconclusive: none of them could be shown. invalid: the
/// figures can't be compared.
enum class Kind : std::uint8_t { regressed, improved, same, no_worse, inconclusive, invalid };

std::string_view to_string(Kind kind);  // "no worse"

}  // namespace harness::gate
