// Who is let in where that would push others out.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/cache/policy/ghost.h"
#include "engine/cache/sketch.h"

namespace engine::cache {

/// TinyLFU's knowledge: how often each key was asked for lately, and who was refused. A newcomer
/// is let in if it is worth more than all that it would push out together. Not thread-safe.
class Door {
 public:
  /// Makes room to tell `entries` keys apart.
  void fit(std::size_t entries) { uses_.fit(entries); }
  void count(std::uint32_t hash) { uses_.count(hash); }
  std::uint32_t worth(std::uint32_t hash) const { return uses_.estimate(hash); }

  /// Frequencies are slow to tell when the popular ones change: what comes again soon after it was
  /// refused counts for more. Precondition: the newcomer is let in or refused afterwards.
  std::uint32_t worth_of_newcomer(std::uint32_t hash) {
    return worth(hash) * (refused_.forget(hash) ? 3 : 1);
  }
  /// `entries`: how many there are inside; as many of those refused are remembered.
  void refuse(std::uint32_t hash, std::size_t entries) { refused_.remember(hash, entries); }

 private:
  Sketch uses_;
  cache::policy::Ghost refused_;
};

}  // namespace engine::cache
