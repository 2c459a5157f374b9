// An engine with what stands around it in a run.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "engine/documents/engine.h"
#include "harness/drive/client_threads.h"
#include "harness/scenario/scenario.h"
#include "scenarios/servers/redis_memory.h"
#include "scenarios/servers/redis_server.h"

namespace scenarios {

/// What every target over an engine is made of: the engine and its database, a Redis server of its
/// own where the options ask for one, and, where the queue blocks its callers, a client thread that
/// does the waiting. A target holds it as its last member: it calls back until it is gone.
class EngineRig {
 public:
  /// In the order's scratch folder. Errors: of the server and the engine.
  static harness::Expected<std::unique_ptr<EngineRig>> open(
      const harness::scenario::TargetOrder& order,
      const engine::documents::options::Options& options);

  /// Who is given the requests that are submitted here, and calls `process` for each.
  void serve(harness::drive::ClientThreads::Call call);
  void submit(const harness::Request& request, const harness::Completion& done);

  /// Hands a document to the engine.
  void process(engine::documents::items::Document document, engine::documents::items::Done done);
  /// The same, and waits for its end: its error, if it failed.
  std::optional<engine::Error> process_alone(engine::documents::items::Document document);

  /// Ends a request for a document; `of_class`: see Marks. One that failed is in no stage's time:
  /// the counter time_on_failed has it, so that it can be told apart.
  void complete(const harness::Completion& done, const engine::documents::items::Result& result,
                std::optional<std::uint32_t> of_class = {});

  engine::documents::Engine& engine() { return *engine_; }
  const engine::documents::Engine& engine() const { return *engine_; }

  /// What the engine says of itself, and the first of `values`, which are rig_counters(). What
  /// either level of its cache had is a hit: what is counted as a miss had to be worked out.
  harness::Observation observe(std::span<harness::CounterValue> values);

  /// Ends the client thread and the engine. An error: of the documents some did not end.
  harness::Expected<void> stop();

 private:
  EngineRig(std::unique_ptr<RedisServer> redis, std::unique_ptr<engine::documents::Engine> engine,
            harness::Clock& clock);

  std::unique_ptr<RedisServer> redis_;  // null without one of its own; goes last
  std::unique_ptr<engine::documents::Engine> engine_;
  RedisMemory second_level_memory_;
  harness::Clock& clock_;
  harness::drive::ClientThreads::Call call_;  // where the queue refuses
  std::atomic<std::uint64_t> submitted_{0};
  std::atomic<std::int64_t> on_failed_ns_{0};
  std::optional<harness::drive::ClientThreads> patient_;  // goes first: it calls the engine
};

}  // namespace scenarios
