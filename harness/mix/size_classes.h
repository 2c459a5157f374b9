// Requests by the size of what they carry.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/schedule/generator.h"

namespace harness::mix {

/// What counts as small, medium and large, and how often each is asked for.
struct SizeClasses {
  std::uint64_t medium_from = 10 * 1024;       // bytes; smaller is small
  std::uint64_t large_from = 100 * 1024;       // bytes
  std::array<double, 3> shares = {70, 25, 5};  // small, medium, large; in any unit
};

/// "70% below 10240 B, 25%, 5% from 102400 B"
std::string to_string(const SizeClasses& classes);

/// Draws a class by its share, then an item of that class, each as likely as the other.
class SizeDraw {
 public:
  /// `sizes[i]` is item i's size in bytes. Refuses limits out of order, shares that are negative or
  /// all 0, and a share for a class that no item is in.
  static Expected<SizeDraw> make(const SizeClasses& classes, std::span<const std::uint64_t> sizes);

  std::uint64_t operator()(schedule::Generator& generator) const;

 private:
  SizeDraw() = default;

  std::array<std::vector<std::uint64_t>, 3> items_;
  std::array<double, 3> shares_{};  // of 1
};

}  // namespace harness::mix
