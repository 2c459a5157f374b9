#include "scenarios/engine_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "engine/documents/engine.h"
#include "harness/load/client_threads.h"
#include "harness/record/totals.h"
#include "scenarios/corpus.h"
#include "scenarios/engine_check.h"
#include "scenarios/redis_memory.h"
#include "scenarios/redis_server.h"

namespace scenarios {
namespace {

using engine::documents::Engine;
using harness::Completion;
using harness::Outcome;
using harness::Request;

/// Behind one client thread when the queue blocks its callers, requests wait in this backlog: far
/// more than any queue within an engine, and still a bound.
constexpr std::size_t backlog = 1'000'000;

/// An item is a document of the corpus; a request asks for it to be processed.
class EngineTarget final : public harness::Target {
 public:
  EngineTarget(std::unique_ptr<RedisServer> redis, std::unique_ptr<Engine> engine,
               std::shared_ptr<const Corpus> corpus, harness::Clock& clock, Telling telling)
      : redis_(std::move(redis)),
        engine_(std::move(engine)),
        second_level_memory_(engine_->options().cache_redis),
        corpus_(std::move(corpus)),
        telling_(telling),
        acknowledged_(corpus_->documents().size()) {
    if (engine_->options().queue_policy == engine::QueuePolicy::block) {
      patient_.emplace(clock, 1, backlog, [this](const Request& request, Completion done) {
        hand_over(request, done);
      });
    }
  }

  /// Processes each document once, one after the other.
  void see_all() {
    std::mutex mutex;
    std::condition_variable ended;
    std::size_t seen = 0;
    for (const Corpus::Document& document : corpus_->documents()) {
      std::unique_lock lock(mutex);
      const std::size_t before = seen;
      lock.unlock();
      submitted_.fetch_add(1, std::memory_order_relaxed);
      engine_->submit({.id = document.id, .path = document.path, .bytes = {}},
                      [&](const engine::documents::Result&) {
                        const std::lock_guard telling(mutex);
                        ++seen;
                        ended.notify_one();  // under the lock: nothing of this is gone before
                      });
      lock.lock();
      ended.wait(lock, [&] { return seen > before; });
    }
  }

  std::uint64_t population() const override { return corpus_->documents().size(); }

  void submit(const Request& request, Completion done) override {
    if (patient_) {
      patient_->submit(request, done);
    } else {
      hand_over(request, done);
    }
  }

  std::vector<std::string> stages() const override { return telling_.stages(); }

  harness::Observation observe() override {
    // What either level had is a hit: what is counted as a miss had to be worked out.
    const engine::cache::Counters cache = engine_->cache_counters();
    const engine::remote::Counters second = engine_->second_level_counters();
    const engine::documents::Counts counts = engine_->counts();
    return {
        .cache_hits = cache.hits + second.hits,
        .cache_misses = cache.misses - std::min(second.hits, cache.misses),
        .cache_bytes = cache.bytes,
        .queue_depth = engine_->queued() + (patient_ ? patient_->queued() : 0),
        .time_saved_ns = static_cast<std::uint64_t>((cache.time_saved + second.time_saved).count()),
        .ok = counts.ok,
        .failed = counts.failed,
        .shed = counts.shed,
        .second_level_bytes = second_level_memory_.read(),
        .source_bytes = source_bytes_,
        .text_bytes = text_bytes_,
        .parts = parts_};
  }

  harness::Expected<void> verify() override {
    patient_.reset();  // after a run that was cut short, documents may still wait or be worked on
    engine_->stop();
    const engine::documents::Counts counts = engine_->counts();
    if (counts.ok + counts.failed + counts.shed != submitted_) {
      return harness::failure(fmt::format(
          "{} documents were submitted, but {} ok, {} failed and {} shed add up to another number",
          submitted_.load(), counts.ok, counts.failed, counts.shed));
    }
    std::vector<std::size_t> ok;
    for (std::size_t i = 0; i < acknowledged_.size(); ++i) {
      if (acknowledged_[i].load(std::memory_order_relaxed)) ok.push_back(i);
    }
    return check_outputs(*engine_, *corpus_, ok);
  }

 private:
  void hand_over(const Request& request, Completion done) {
    submitted_.fetch_add(1, std::memory_order_relaxed);
    const Corpus::Document& document = corpus_->documents()[request.item];
    engine_->submit({.id = document.id, .path = document.path, .bytes = {}},
                    [this, done](const engine::documents::Result& result) {
                      if (result.outcome == engine::documents::Outcome::ok) {
                        note_ok(done.request().item, *result.content);
                      }
                      telling_.complete(done, result);
                    });
  }

  void note_ok(std::uint64_t item, const engine::documents::Content& content) {
    acknowledged_[item].store(true, std::memory_order_relaxed);
    source_bytes_.fetch_add(corpus_->documents()[item].bytes, std::memory_order_relaxed);
    text_bytes_.fetch_add(content.parsed.text.size(), std::memory_order_relaxed);
    parts_.fetch_add(std::max<std::size_t>(1, content.parsed.parts.size()),
                     std::memory_order_relaxed);
  }

  std::unique_ptr<RedisServer> redis_;  // null without one of its own
  std::unique_ptr<Engine> engine_;
  RedisMemory second_level_memory_;
  std::shared_ptr<const Corpus> corpus_;
  const Telling telling_;
  std::vector<std::atomic<bool>> acknowledged_;  // by item: was it ever told to be ok?
  std::atomic<std::uint64_t> submitted_{0}, source_bytes_{0}, text_bytes_{0}, parts_{0};
  std::optional<harness::load::ClientThreads> patient_;  // goes first: it calls the engine
};

}  // namespace

Outcome outcome_of(engine::documents::Outcome outcome) {
  switch (outcome) {
    case engine::documents::Outcome::ok:
      return Outcome::ok;
    case engine::documents::Outcome::failed:
      return Outcome::failed;
    case engine::documents::Outcome::shed:
      return Outcome::shed;
  }
  return Outcome::failed;
}

void complete(const Completion& done, const engine::documents::Result& result) {
  const Outcome outcome = outcome_of(result.outcome);
  if (outcome != Outcome::failed) {
    done(outcome, result.started, result.served, result.finished, result.stages);
    return;
  }
  std::array<harness::Duration, harness::record::SlowSample::most_stages> stages;
  stages.fill(engine::run::Trace::did_not_run);
  const std::size_t errors = std::min(result.stages.size(), stages.size() - 1);
  harness::Duration spent{};
  for (const harness::Duration stage : result.stages) {
    if (stage > harness::Duration{}) spent += stage;
  }
  stages.at(errors) = spent;
  done(outcome, result.started, result.served, result.finished,
       std::span(stages).first(errors + 1));
}

std::vector<std::string> engine_stages() {
  const auto names = Engine::stage_names();
  std::vector<std::string> all(names.begin(), names.end());
  all.emplace_back("errors");
  return all;
}

harness::Expected<std::unique_ptr<RedisServer>> own_server(engine::Options& options) {
  if (options.cache_redis != own_redis) return nullptr;
  auto started = RedisServer::start({});
  if (!started) return tl::unexpected(started.error());
  options.cache_redis = (*started)->address();
  return std::move(*started);
}

void describe_engine(const harness::run::TargetOrder& order, const engine::Options& options,
                     const std::shared_ptr<const Corpus>& corpus,
                     harness::run::Prepared& prepared) {
  prepared.engine = order.engine;
  prepared.batch_size = options.batch_size;
  prepared.workers = options.executor == engine::ExecutorKind::sequential ? 1 : options.workers;
  prepared.parameters.emplace_back("corpus", corpus->describe());
  prepared.parameters.emplace_back("engine", order.engine);
  for (const engine::OptionInfo& option : engine::option_table()) {
    prepared.parameters.emplace_back(option.name, option.get(options));
  }
  for (const Corpus::Document& document : corpus->documents()) {
    prepared.item_bytes.push_back(document.bytes);
  }
  prepared.describe = [corpus](std::uint64_t item) { return corpus->documents()[item].id; };
}

harness::Expected<harness::run::Prepared> make_engine_target(
    const harness::run::TargetOrder& order) {
  auto opened = Corpus::open(order.corpus);
  if (!opened) return tl::unexpected(opened.error());
  return make_engine_target_over(order, std::make_shared<const Corpus>(std::move(*opened)), false);
}

harness::Expected<harness::run::Prepared> make_engine_target_over(
    const harness::run::TargetOrder& order, std::shared_ptr<const Corpus> corpus, bool seen,
    Telling telling) {
  if (corpus->documents().empty()) return harness::failure("no documents of the sizes asked for");
  const auto options = engine_options(order.engine, order.settings, corpus->total_bytes());
  if (!options) return tl::unexpected(options.error());
  engine::Options engine_gets = *options;
  auto redis = own_server(engine_gets);
  if (!redis) return tl::unexpected(redis.error());
  harness::Clock& clock = order.clock;
  auto engine =
      Engine::open(engine_gets, order.scratch / "engine.sqlite", [&clock] { return clock.now(); });
  if (!engine) return harness::failure(engine.error().detail);
  harness::run::Prepared prepared;
  describe_engine(order, *options, corpus, prepared);
  auto target = std::make_unique<EngineTarget>(std::move(*redis), std::move(*engine),
                                               std::move(corpus), clock, telling);
  if (seen) target->see_all();
  prepared.target = std::move(target);
  return prepared;
}

}  // namespace scenarios
