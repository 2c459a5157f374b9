// The engine's times.
#pragma once

#include <chrono>
#include <functional>

namespace engine {

using Time = std::chrono::steady_clock::time_point;
using Duration = std::chrono::nanoseconds;

/// A clock. Replaceable, so that a harness can put its own time axis underneath.
using Now = std::function<Time()>;

}  // namespace engine
