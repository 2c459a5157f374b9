// The two things that any executor does with items: lead one through stages, finish a batch.
#pragma once

#include <cstddef>
#include <exception>
#include <span>

#include "engine/run/workload.h"

namespace engine::run {

/// A run of stages, [first, last), that one worker leads an item through in one go.
struct Segment {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Leads an item through a segment's stages and notes in its trace how long each took. No exception
/// leaves it: one that a stage lets out fails the item as Reason::internal.
template <class Work>
void run_segment(const Work& work, Segment segment, typename Work::Item& item,
                 typename Work::Context& context, const Now& now) {
  Trace& trace = item.trace;
  Time before = now();
  if (segment.first == 0) {
    trace.stages.assign(work.stages.size() + 1, Trace::did_not_run);
    trace.started = before;
  }
  trace.served = before;
  for (std::size_t i = segment.first; i < segment.last; ++i) {
    const Expected<Did> did = [&]() -> Expected<Did> {
      try {
        return work.stages[i].run(item, context);
      } catch (const std::exception& thrown) {
        return failure(Reason::internal, thrown.what());
      }
    }();
    trace.served = now();
    if (!did || *did == Did::work) trace.stages[i] = trace.served - before;
    before = trace.served;
    if (!did) {
      trace.error = did.error();
      return;
    }
  }
}

/// Finishes a batch, which is not to be released yet, and charges each item its equal part of the
/// time since `before`. No exception leaves it. Precondition: the batch is not empty.
template <class Work>
void commit_batch(const Work& work, std::span<typename Work::Item* const> batch,
                  typename Work::Context& context, const Now& now, Time before) {
  const Expected<void> finished = [&]() -> Expected<void> {
    try {
      return work.finish(batch, context);
    } catch (const std::exception& thrown) {
      return failure(Reason::internal, thrown.what());
    }
  }();
  const Time after = now();
  const Duration part = (after - before) / static_cast<Duration::rep>(batch.size());
  for (typename Work::Item* item : batch) {
    if (!finished) item->trace.error = finished.error();
    item->trace.stages.back() = part;
    item->trace.finished = after;
  }
}

/// The same from now on, and then releases each item.
template <class Work>
void finish_batch(const Work& work, std::span<typename Work::Item* const> batch,
                  typename Work::Context& context, const Now& now) {
  commit_batch(work, batch, context, now, now());
  for (typename Work::Item* item : batch) work.release(*item);
}

}  // namespace engine::run
