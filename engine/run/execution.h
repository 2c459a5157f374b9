// Who does the work, how much may wait for them, and what is done about what fails: as people set
// it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "engine/option_info.h"
#include "engine/run/queue/batch_policy.h"
#include "engine/run/retry_policy.h"

namespace engine::run {

enum class ExecutorKind : std::uint8_t { sequential, threads, processes, pipeline };
enum class QueuePolicy : std::uint8_t { block, shed };

/// The settings that every workload has.
struct Execution {
  ExecutorKind executor = ExecutorKind::pipeline;
  std::uint32_t workers = 2;
  bool adaptive = true;
  std::uint32_t queue_capacity = 256;
  QueuePolicy queue_policy = QueuePolicy::shed;
  queue::BatchPolicy batch{
      .size = 100, .window = std::chrono::milliseconds(20), .max_bytes = std::uint64_t{64} << 20};
  RetryPolicy retry{.attempts = 3};
  std::string faults_plan;  // FaultPlan's words; empty: none
  std::uint32_t faults_seed = 1;

  /// How many workers there will be, whatever the executor.
  std::size_t most_workers() const { return executor == ExecutorKind::sequential ? 1 : workers; }
};

/// Their rows: executor, workers, queue, batch, retry, faults.
OptionTable<Execution> rows();

/// Errors: invalid_option, where settings contradict one another.
Expected<void> check(const Execution& execution);

}  // namespace engine::run
