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

}  // namespace

harness::Expected<std::unique_ptr<EngineRig>> EngineRig::open(
    const harness::run::TargetOrder& order, const engine::Options& options) {
  engine::Options engine_gets = options;
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
      second_level_memory_(engine_->options().cache_redis),
      clock_(clock) {}

void EngineRig::serve(harness::load::ClientThreads::Call call) {
  if (engine_->options().queue_policy == engine::QueuePolicy::block) {
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

void EngineRig::process(engine::documents::Document document, engine::documents::Done done) {
  submitted_.fetch_add(1, std::memory_order_relaxed);
  engine_->submit(std::move(document), std::move(done));
}

std::optional<engine::Error> EngineRig::process_alone(engine::documents::Document document) {
  // Shared: whoever sets it may still be about it when it has been got.
  const auto ended = std::make_shared<std::promise<std::optional<engine::Error>>>();
  process(std::move(document),
          [ended](const engine::documents::Result& result) { ended->set_value(result.error); });
  return ended->get_future().get();
}

harness::Observation EngineRig::observe() {
  const engine::cache::Counters cache = engine_->cache_counters();
  const engine::remote::Counters second = engine_->second_level_counters();
  const engine::documents::Counts counts = engine_->counts();
  const harness::load::ClientThreads::Counts before =
      patient_ ? patient_->counts() : harness::load::ClientThreads::Counts{};
  return {
      .cache_hits = cache.hits + second.hits,
      .cache_misses = cache.misses - std::min(second.hits, cache.misses),
      .cache_bytes = cache.bytes,
      .queue_depth = engine_->queued() + (patient_ ? patient_->queued() : 0),
      .time_saved_ns = static_cast<std::uint64_t>((cache.time_saved + second.time_saved).count()),
      .ok = counts.ok,
      .failed = counts.failed + before.failed,
      .shed = counts.shed + before.shed,
      .second_level_bytes = second_level_memory_.read()};
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
