// How requests share a model: as people set it.
#pragma once

#include <chrono>
#include <cstdint>

#include "engine/option_info.h"
#include "engine/run/execution.h"

namespace engine::inference::schedule {

/// Who goes next. serial: one request alone, from its first token to its last. window: a batch is
/// what came within a time, idle: what waits when nothing runs; both run until the last of the
/// batch has ended. continuous: a request joins at any step and leaves at its end.
enum class Policy : std::uint8_t { serial, window, idle, continuous };

/// The defaults are v2's.
struct Settings {
  Policy policy = Policy::continuous;
  std::uint32_t workers = 1;     // threads, each with a context of its own
  std::uint32_t sequences = 16;  // requests that a context has open at once
  Duration window = std::chrono::milliseconds(20);
  std::uint32_t step_tokens = 128;     // in one step, of all requests together
  std::uint32_t open_tokens = 16'384;  // prompts and answers of all that a context has open
  std::uint32_t tokens_each = 512;     // a prompt and its answer
  std::uint32_t context_threads = 1;
  std::uint32_t queue_capacity = 256;
  run::QueuePolicy queue_policy = run::QueuePolicy::shed;
  Duration deadline = std::chrono::seconds(10);

  /// How many requests a context has open at once, whatever the policy.
  std::size_t places() const { return policy == Policy::serial ? 1 : sequences; }
};

/// The rows schedule.*, context.*, queue.* and request.deadline.
OptionTable<Settings> rows();

/// Errors: invalid_option, where settings contradict one another.
Expected<void> check(const Settings& settings);

}  // namespace engine::inference::schedule
