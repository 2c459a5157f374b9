// What a scheduler has done so far.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "engine/telemetry/durations.h"

namespace engine::inference::schedule {

/// How a request ended. A cancelled one was given up by whoever asked.
enum class Way : std::uint8_t { ok, failed, shed, cancelled };

/// Totals since the start. Thread-safe; each is right by itself.
struct Tally {
  static constexpr std::size_t ways = 4;
  static constexpr std::size_t batch_bounds = 9;  // powers of two: 1 to 256 requests in a step

  using Count = std::atomic<std::uint64_t>;

  std::array<Count, ways> ended{};
  Count timed_out{0};  // of those failed
  Count prompt_tokens{0}, answer_tokens{0};
  Count steps{0}, step_requests{0};
  std::array<Count, batch_bounds> steps_by_batch{};
  Count prefill_ns{0}, decode_ns{0};  // a step's time, shared by its tokens
  std::atomic<std::int64_t> open{0};  // now
  telemetry::Durations waits, first_tokens, steps_took;

  void count(Way way) { add(ended[static_cast<std::size_t>(way)], 1); }

  void count_step(std::size_t requests, std::size_t prefilled, std::size_t decoded,
                  std::chrono::nanoseconds took) {
    add(steps, 1);
    add(step_requests, requests);
    const auto at = static_cast<std::size_t>(std::bit_width(requests - 1));
    add(steps_by_batch[at < batch_bounds ? at : batch_bounds - 1], 1);
    add(prompt_tokens, prefilled);
    const auto ns = static_cast<std::uint64_t>(took.count() < 0 ? 0 : took.count());
    const std::uint64_t reading = ns * prefilled / (prefilled + decoded);
    add(prefill_ns, reading);
    add(decode_ns, ns - reading);
    steps_took.add(took);
  }

  static void add(Count& count, std::uint64_t more) {
    count.fetch_add(more, std::memory_order_relaxed);
  }
};

}  // namespace engine::inference::schedule
