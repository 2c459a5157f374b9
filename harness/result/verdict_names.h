// The words for verdicts and states in files and messages.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "harness/result/run_result.h"

namespace harness::result {

inline constexpr std::array<std::pair<std::string_view, CheckState>, 3> check_state_names{
    {{"passed", CheckState::passed},
     {"warned", CheckState::warned},
     {"failed", CheckState::failed}}};

inline constexpr std::array<std::pair<std::string_view, Verdict>, 3> verdict_names{
    {{"met", Verdict::met}, {"missed", Verdict::missed}, {"cant_tell", Verdict::cant_tell}}};

constexpr std::string_view name_of(CheckState state) {
  for (const auto& [name, value] : check_state_names) {
    if (value == state) return name;
  }
  return {};
}

constexpr std::string_view name_of(Verdict verdict) {
  for (const auto& [name, value] : verdict_names) {
    if (value == verdict) return name;
  }
  return {};
}

}  // namespace harness::result
