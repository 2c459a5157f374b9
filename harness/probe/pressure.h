// How long tasks waited for something scarce, as the kernel's pressure files tell it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace harness::probe {

/// The line "some" of such a file: times in which one task at least waited. Empty where the kernel
/// keeps no such files.
struct Pressure {
  std::optional<double> some_percent;    // of the last 10 s
  std::optional<std::uint64_t> some_us;  // in all
};

Pressure read_pressure(const std::filesystem::path& file);

}  // namespace harness::probe
