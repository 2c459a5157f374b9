// For tests: the engine with each of its executors.
#pragma once

#include <doctest/doctest.h>

#include <vector>

#include "engine/documents/options/options.h"

namespace engine::documents::options {

/// v2 that waits when its queue is full, with one of its executors.
inline Options v2_with(run::ExecutorKind executor, bool adaptive) {
  Options options = Options::v2();
  options.run.queue_policy = run::QueuePolicy::block;
  options.run.executor = executor;
  options.run.workers = 3;
  options.run.adaptive = adaptive;
  return options;
}

inline std::vector<Options> v2_with_all_executors() {
  return {v2_with(run::ExecutorKind::sequential, false), v2_with(run::ExecutorKind::threads, false),
          v2_with(run::ExecutorKind::pipeline, false), v2_with(run::ExecutorKind::pipeline, true)};
}

/// The test that calls this is run once for each executor.
inline Options v2_with_each_executor() {
  Options options;
  SUBCASE("sequential") {
    options = v2_with(run::ExecutorKind::sequential, false);
  }
  SUBCASE("threads") {
    options = v2_with(run::ExecutorKind::threads, false);
  }
  SUBCASE("pipeline") {
    options = v2_with(run::ExecutorKind::pipeline, false);
  }
  SUBCASE("pipeline, adaptive") {
    options = v2_with(run::ExecutorKind::pipeline, true);
  }
  return options;
}

}  // namespace engine::documents::options
