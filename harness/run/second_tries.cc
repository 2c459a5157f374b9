#include "harness/run/second_tries.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace harness::run {
namespace {

constexpr std::array<std::string_view, 4> disturbances{"CPU was not stolen", "CPU was not shared",
                                                       "generator kept its schedule",
                                                       "clients kept their think time"};
// What must not be tried away: contention is when a target's defects show.
constexpr std::array<std::string_view, 5> defects{"every request ended", "each request ended once",
                                                  "times are possible", "outputs verified",
                                                  "target's own sums agree"};

template <std::size_t N>
auto failed_one_of(const std::vector<result::Check>& checks,
                   const std::array<std::string_view, N>& names) {
  return std::ranges::find_if(checks, [&](const result::Check& check) {
    return check.state == result::CheckState::failed &&
           std::ranges::find(names, check.name) != names.end();
  });
}

}  // namespace

std::optional<std::string> SecondTries::grant(const measure::MeasuredStep& step,
                                              const std::vector<result::Check>& checks,
                                              Duration most) {
  if (step.cut_short || !step.given_up.empty() || failed_one_of(checks, defects) != checks.end())
    return std::nullopt;
  if (step.conduct.explains_lag()) return std::nullopt;  // a target that blocks will do it again
  const auto disturbance = failed_one_of(checks, disturbances);
  if (disturbance == checks.end()) return std::nullopt;
  Duration length{};
  for (const measure::MeasuredPhase& phase : step.phases) length += phase.length;
  if (length > std::min(left_, most)) return std::nullopt;
  left_ -= length;
  return disturbance->sentence;
}

}  // namespace harness::run
