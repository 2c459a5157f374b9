// Who does the work.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/run/batch_policy.h"
#include "engine/run/boundary_counters.h"
#include "engine/run/fault_plan.h"
#include "engine/run/retry_policy.h"
#include "engine/run/workload.h"

namespace engine::run {

/// How many may work at once, how many items may wait for them, when batches are closed, and what
/// is done about what fails.
struct Plan {
  std::size_t workers = 1;
  bool adaptive = false;  // begin with one worker, and let a limit find how many are worth it
  std::size_t queue_capacity = 1;
  BatchPolicy batch;
  RetryPolicy retry;
  bool divide_batches = true;  // one that fails for some of its items is finished in parts
  std::shared_ptr<const FaultPlan> faults;  // null: none
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
    return failure(Reason::internal, "nothing can crash here, as the fault plan would have it");
  }
  return {};
}

/// Runs a workload on threads. Items come in through a bounded queue; each is released exactly
/// once. What fails and may pass is tried again after a pause, in which it holds no worker.
template <class Work>
class Executor {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;
  /// Makes what one worker has. Called once for each worker, from one thread at a time.
  using MakeContext = std::function<std::unique_ptr<Context>()>;

  Executor() = default;
  virtual ~Executor() = default;  // those that derive from this stop first
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// Takes the item in, waiting for a place where `may_wait`; false, with the item left as it was,
  /// when the queue is full or closed. Any thread.
  virtual bool submit(Item& item, bool may_wait) = 0;

  /// Takes in an item that is led through the stages once nothing else waits, and that is then
  /// forgotten: it is in no batch, and never finished nor released (Trace::idle). It is dropped
  /// when 64 such items wait already, and when the executor stops. False, with the item's content
  /// left as it was, when it was not taken in. Any thread, also from within a stage.
  virtual bool offer_idle(Item& item) = 0;

  /// Takes nothing more in, works off what waits, joins the threads. Pauses are cut short, but no
  /// attempt is left out. Not for two threads at once.
  virtual void stop() = 0;

  /// Items that wait for a worker.
  virtual std::size_t queued() const = 0;

  virtual const BoundaryCounters& counters() const = 0;
};

}  // namespace engine::run
