#include "harness/run/second_tries.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace harness::run {
namespace {

constexpr std::array<std::string_view, 4> not_the_targets{
    "CPU was not stolen", "CPU was not shared", "generator kept its schedule",
    "clients kept their think time"};

bool is_disturbance(const result::Check& check) {
  return check.state == result::CheckState::failed &&
         std::ranges::find(not_the_targets, check.name) != not_the_targets.end();
}

}  // namespace

std::optional<std::string> SecondTries::grant(const MeasuredStep& step,
                                              const std::vector<result::Check>& checks) {
  if (step.cut_short || step.unfinished > 0) return std::nullopt;
  const auto disturbance = std::ranges::find_if(checks, is_disturbance);
  if (disturbance == checks.end()) return std::nullopt;
  Duration length{};
  for (const MeasuredPhase& phase : step.phases) length += phase.real_length();
  if (length > left_) return std::nullopt;
  left_ -= length;
  return disturbance->sentence;
}

}  // namespace harness::run
