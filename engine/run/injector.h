// Lets a plan's faults happen.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>

#include "engine/run/boundary_counters.h"
#include "engine/run/fault_plan.h"
#include "engine/run/plan.h"

namespace engine::run {

/// Meets items with the faults of a plan, before their stages and transactions. Thread-safe.
template <class Work>
class Injector {
 public:
  using Item = typename Work::Item;
  using Context = typename Work::Context;

  /// `work` and `counters` outlive this. Throws std::invalid_argument where the plan is not for it.
  Injector(const Work& work, std::shared_ptr<const FaultPlan> plan, BoundaryCounters& counters)
      : work_(work), counters_(counters) {
    if (plan == nullptr || plan->is_empty()) return;
    if (const auto fits = check_faults(work, *plan); !fits) {
      throw std::invalid_argument(fits.error().detail);
    }
    plan_ = std::move(plan);
  }

  bool is_on() const { return plan_ != nullptr; }

  /// What the item meets at its next attempt at a stage: an error, or an exception, which is
  /// thrown; after anything else the stage is to run. Precondition: is_on. Nobody would learn what
  /// happens to an idle item: it meets nothing.
  Expected<void> meet_stage(std::size_t stage, Item& item, Context& context) const {
    const Trace& trace = item.trace;
    if (trace.idle) return {};
    const std::size_t failed = trace.failed_attempts.empty() ? 0 : trace.failed_attempts[stage];
    const auto fault = plan_->at(stage, trace.number, failed + 1);
    return fault ? meet(*fault, stage, item, context, true) : Expected<void>();
  }

  /// The same for a transaction: all that lasts with its items, then what passes, drawn by its
  /// first item. A lasting error here is that of one item, and can't pass.
  Expected<void> meet_finish(std::span<Item* const> batch, Context& context,
                             std::size_t attempt) const {
    const std::size_t stage = work_.stages.size();
    for (Item* item : batch) {
      const auto fault = plan_->lasting_at(stage, item->trace.number);
      if (!fault) continue;
      if (auto met = meet(*fault, stage, *item, context, false); !met) return met;
    }
    const auto fault = plan_->passing_at(stage, batch.front()->trace.number, attempt);
    return fault ? meet(*fault, stage, *batch.front(), context, true) : Expected<void>();
  }

 private:
  Expected<void> meet(const Fault& fault, std::size_t stage, Item& item, Context& context,
                      bool may_pass) const {
    BoundaryCounters::add(counters_.injected[static_cast<std::size_t>(fault.kind)]);
    switch (fault.kind) {
      case Fault::Kind::error:
        return tl::unexpected(
            Error{Reason::injected, "at " + plan_->stage_names()[stage], may_pass});
      case Fault::Kind::exception:
        throw std::runtime_error("an exception injected at " + plan_->stage_names()[stage]);
      case Fault::Kind::delay:
        std::this_thread::sleep_for(fault.delay);
        break;
      case Fault::Kind::crash:
        work_.crash(item, context);
        break;
    }
    return {};
  }

  const Work& work_;
  BoundaryCounters& counters_;
  std::shared_ptr<const FaultPlan> plan_;
};

}  // namespace engine::run
