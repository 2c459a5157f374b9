#include "scenarios/terminal/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>

namespace scenarios {
namespace {

constexpr std::size_t bar_width = 16;
constexpr double longest_seconds = 3.6e8;

}  // namespace

std::string progress_bar(double share) {
  const auto full = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * bar_width);
  return std::string(full, '#') + std::string(bar_width - full, '.');
}

std::string clock_text(double seconds) {
  const auto whole = static_cast<long>(std::clamp(seconds, 0.0, longest_seconds) + 0.5);
  if (whole >= 3600) {
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  }
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace scenarios
