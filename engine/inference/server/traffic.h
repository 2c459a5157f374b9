// What the server's connections have seen.
#pragma once

#include <atomic>
#include <cstdint>

namespace engine::inference::server {

/// Totals since the start, but for `open`. Thread-safe; each is right by itself.
struct Traffic {
  using Count = std::atomic<std::uint64_t>;

  std::atomic<std::int64_t> open{0};                // connections now
  Count accepted{0}, turned_away{0};                // connections; those beyond http.connections
  Count requests{0};                                // that came whole
  Count refused{0};                                 // that were no HTTP, or too large
  Count slow_writers{0}, slow_readers{0}, idle{0};  // connections that were closed for it
  Count gone{0};  // clients that left before their answer was there
  Count bytes_in{0}, bytes_out{0};

  static void add(Count& count, std::uint64_t more = 1) {
    count.fetch_add(more, std::memory_order_relaxed);
  }
};

}  // namespace engine::inference::server
