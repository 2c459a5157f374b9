// Chance that comes out the same each time.
#pragma once

#include <cstdint>

namespace engine::run {

/// The mixing step of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014): a bijection whose output bits all depend on all input bits.
constexpr std::uint64_t mixed(std::uint64_t bits) {
  bits += 0x9e3779b97f4a7c15;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

/// A number in [0, 1) that depends on all three alone.
constexpr double chance(std::uint64_t seed, std::uint64_t who, std::uint64_t time) {
  const std::uint64_t bits = mixed(mixed(mixed(seed) ^ who) ^ time);
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace engine::run
