// When gathered items are finished together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "engine/time.h"

namespace engine::run::queue {

/// When a batch is closed: at `size` items or `max_bytes` held by them, when it has been open for
/// `window`, or, with `when_idle`, as soon as no further item waits.
struct BatchPolicy {
  std::size_t size = 1;
  Duration window{};
  bool when_idle = true;
  bool finish_each = false;  // finish every item alone, as soon as it is through the stages
  std::uint64_t max_bytes = std::numeric_limits<std::uint64_t>::max();

  /// Whether a batch of so many items and bytes, opened then, is closed even while others wait.
  bool is_full(std::size_t items, std::uint64_t bytes, Time opened, const Now& now) const {
    return items >= size || bytes >= max_bytes || now() >= opened + window;
  }
};

}  // namespace engine::run::queue
