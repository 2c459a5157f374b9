// A document as it ended, for telemetry.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

namespace engine::telemetry {

using Time = std::chrono::steady_clock::time_point;
using Duration = std::chrono::nanoseconds;

enum class Outcome : std::uint8_t { ok, failed, shed };
inline constexpr std::size_t outcomes = 3;

/// What is told of a document, once, when it has ended. Views last for the call.
struct Ended {
  std::string_view id;
  Outcome outcome = Outcome::ok;
  std::string_view reason;  // of one that failed
  std::uint64_t bytes = 0;
  bool from_cache = false;
  Time started, finished;
  std::span<const Duration> stages;  // in their order, the batch's part last; negative: did not run
};

}  // namespace engine::telemetry
