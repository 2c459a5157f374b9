// What an executor is made by.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/run/execution.h"
#include "engine/run/fault_plan.h"
#include "engine/run/workload.h"

namespace engine::run {

/// How many may work at once, how many items may wait for them, when batches are closed, and what
/// is done about what fails.
struct Plan {
  std::size_t workers = 1;
  bool hands_over = true;  // where stages do; else each worker leads its items all the way
  bool adaptive = false;   // begin with one worker, and let a limit find how many are worth it
  std::size_t queue_capacity = 1;
  bool waits = true;  // who submits, for a place in the queue
  queue::BatchPolicy batch;
  RetryPolicy retry;
  bool divide_batches = true;  // one that fails for some of its items is finished in parts
  std::shared_ptr<const FaultPlan> faults;  // null: none
  std::size_t most_parked = 1'000;          // items that may wait outside at once
  /// By which windows, pauses and deadlines are waited for, whatever clock stamps the items.
  /// Threads wait by the real one.
  Now wall = std::chrono::steady_clock::now;
};

/// Whether the plan's faults are for this workload's stages, and can happen to it. An executor
/// can't be made with others: that throws std::invalid_argument.
template <class Work>
Expected<void> check_faults(const Work& work, const FaultPlan& faults) {
  if (faults.is_empty()) return {};
  const std::vector<std::string_view> names = work.stage_names();
  if (!std::equal(names.begin(), names.end(), faults.stage_names().begin(),
                  faults.stage_names().end())) {
    return failure(Reason::internal, "the fault plan is for other stages");
  }
  if (faults.has(Fault::Kind::crash) && work.crash == nullptr) {
    return failure(Reason::invalid_option, "nothing can crash here, as the fault plan has it");
  }
  return {};
}

/// The plan's faults; null without any. Errors: invalid_option.
template <class Work>
Expected<std::shared_ptr<const FaultPlan>> faults_of(const Work& work, const Execution& execution) {
  if (execution.faults_plan.empty()) return nullptr;
  return FaultPlan::parse(execution.faults_plan, work.stage_names(), execution.faults_seed)
      .and_then([&](FaultPlan plan) -> Expected<std::shared_ptr<const FaultPlan>> {
        if (plan.has(Fault::Kind::crash) && execution.executor != ExecutorKind::processes) {
          return failure(Reason::invalid_option,
                         "faults.plan has crashes, which happen to child processes alone: "
                         "executor=processes has them");
        }
        if (auto fits = check_faults(work, plan); !fits) return tl::unexpected(fits.error());
        return std::make_shared<const FaultPlan>(std::move(plan));
      });
}

/// What the settings come to. Errors: invalid_option, of settings that contradict one another or
/// are not for this workload.
template <class Work>
Expected<Plan> plan_of(const Work& work, const Execution& execution) {
  if (auto sound = check(execution); !sound) return tl::unexpected(sound.error());
  return faults_of(work, execution).map([&](std::shared_ptr<const FaultPlan> faults) {
    const bool is_pipeline = execution.executor == ExecutorKind::pipeline;
    return Plan{.workers = execution.most_workers(),
                .hands_over = is_pipeline,
                .adaptive = is_pipeline && execution.adaptive,
                .queue_capacity = execution.queue_capacity,
                .waits = execution.queue_policy == QueuePolicy::block,
                .batch = execution.batch,
                .retry = execution.retry,
                .faults = std::move(faults)};
  });
}

}  // namespace engine::run
