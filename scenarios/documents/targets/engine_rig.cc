#include "scenarios/documents/targets/engine_rig.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "scenarios/documents/targets/engine_target.h"

namespace scenarios {

using engine::documents::Engine;

namespace {

/// Behind the one client thread, requests wait in this backlog: far more than any queue within an
/// engine, and still a bound.
constexpr std::size_t backlog = 1'000'000;

harness::Duration time_in_stages(const engine::documents::items::Result& result) {
  harness::Duration spent{};
  for (const harness::Duration stage : result.stages) {
    if (stage > harness::Duration{}) spent += stage;
  }
  return spent;
}

}  // namespace

harness::Expected<std::unique_ptr<EngineRig>> EngineRig::open(
    const harness::scenario::TargetOrder& order,
    const engine::documents::options::Options& options) {
  engine::documents::options::Options engine_gets = options;
  auto redis = own_server(engine_gets);
  if (!redis) return tl::unexpected(redis.error());
  harness::Clock& clock = order.clock;
  auto engine =
      Engine::open(engine_gets, order.scratch / "engine.sqlite", [&clock] { return clock.now(); });
  if (!engine) return harness::failure(engine.error().detail);
  return std::unique_ptr<EngineRig>(new EngineRig(std::move(*redis), std::move(*engine), clock));
}

EngineRig::EngineRig(std::unique_ptr<RedisServer> redis, std::unique_ptr<Engine> engine,
                     harness::Clock& clock)
    : redis_(std::move(redis)),
      engine_(std::move(engine)),
      second_level_memory_(engine_->options().second_level.redis),
      clock_(clock) {}

void EngineRig::serve(harness::drive::ClientThreads::Call call) {
  if (engine_->options().run.queue_policy == engine::run::QueuePolicy::block) {
    patient_.emplace(clock_, 1, backlog, std::move(call));
  } else {
    call_ = std::move(call);
  }
}

void EngineRig::submit(const harness::Request& request, const harness::Completion& done) {
  if (patient_) {
    patient_->submit(request, done);
  } else {
    call_(request, done);
  }
}

void EngineRig::process(engine::documents::items::Document document,
                        engine::documents::items::Done done) {
  submitted_.fetch_add(1, std::memory_order_relaxed);
  engine_->submit(std::move(document), std::move(done));
}

void EngineRig::complete(const harness::Completion& done,
                         const engine::documents::items::Result& result,
                         std::optional<std::uint32_t> of_class) {
  const harness::Outcome outcome = outcome_of(result.outcome);
  std::span<const harness::Duration> stages = result.stages;
  if (outcome == harness::Outcome::failed) {
    stages = {};
    on_failed_ns_.fetch_add(time_in_stages(result).count(), std::memory_order_relaxed);
  }
  const EngineWhy why(result);
  if (of_class) {
    done(outcome, result.started, result.served, result.finished, stages, {.of_class = of_class},
         why);
  } else {
    done(outcome, result.started, result.served, result.finished, stages, why);
  }
}

std::optional<engine::Error> EngineRig::process_alone(engine::documents::items::Document document) {
  // Shared: whoever sets it may still be about it when it has been got.
  const auto ended = std::make_shared<std::promise<std::optional<engine::Error>>>();
  process(std::move(document), [ended](const engine::documents::items::Result& result) {
    ended->set_value(result.error);
  });
  return ended->get_future().get();
}

harness::Observation EngineRig::observe(std::span<harness::CounterValue> values) {
  const engine::cache::Counters cache = engine_->cache_counters();
  const engine::documents::remote::Counters second = engine_->second_level_counters();
  const engine::documents::Counts counts = engine_->counts();
  const harness::drive::ClientThreads::Counts before =
      patient_ ? patient_->counts() : harness::drive::ClientThreads::Counts{};
  values[0] = static_cast<double>(cache.bytes);
  values[1] = harness::seconds(cache.time_saved + second.time_saved);
  values[2] = harness::seconds(harness::Duration(on_failed_ns_));
  if (const auto bytes = second_level_memory_.read()) values[3] = static_cast<double>(*bytes);
  return {.ok = counts.ok,
          .failed = counts.failed + before.failed,
          .shed = counts.shed + before.shed,
          .queue_depth = engine_->queued() + (patient_ ? patient_->queued() : 0),
          .cache_hits = cache.hits + second.hits,
          .cache_misses = cache.misses - std::min(second.hits, cache.misses)};
}

harness::Expected<void> EngineRig::stop() {
  patient_.reset();  // after a run that was cut short, documents may still wait or be worked on
  engine_->stop();
  const engine::documents::Counts counts = engine_->counts();
  if (counts.ok + counts.failed + counts.shed == submitted_) return {};
  return harness::failure(fmt::format(
      "{} documents were submitted, but {} ok, {} failed and {} shed add up to another number",
      submitted_.load(), counts.ok, counts.failed, counts.shed));
}

}  // namespace scenarios
