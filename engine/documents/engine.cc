#include "engine/documents/engine.h"

#include <xxhash.h>

#include <algorithm>
#include <random>
#include <utility>

#include "engine/documents/second_level.h"
#include "engine/process/program.h"
#include "engine/run/pipeline.h"
#include "engine/run/pool.h"

namespace engine::documents {
namespace {

std::size_t workers_of(const Options& options) {
  return options.executor == ExecutorKind::sequential ? 1 : options.workers;
}

/// One for each worker; none but with executor=processes.
Expected<std::vector<process::Outworker>> start_outworkers(const Options& options) {
  if (options.executor != ExecutorKind::processes) return {};
  return process::Outworker::start(
      workers_of(options),
      {.codec = options.codec,
       .chunks = {.bytes = options.chunk_size, .overlap = options.chunk_overlap},
       .analysis = {.keywords = options.keywords, .summary_sentences = options.summary_sentences},
       .most_unpacked = options.document_max_bytes},
      process::worker_program());
}

/// Null without any.
Expected<std::shared_ptr<const run::FaultPlan>> plan_faults(const Options& options) {
  if (options.faults_plan.empty()) return nullptr;
  const auto names = workload().stage_names();
  return run::FaultPlan::parse(options.faults_plan, names, options.faults_seed)
      .and_then([&](run::FaultPlan plan) -> Expected<std::shared_ptr<const run::FaultPlan>> {
        if (plan.has(run::Fault::Kind::crash) && options.executor != ExecutorKind::processes) {
          return failure(Reason::internal,
                         "faults.plan has crashes, which happen to child processes alone: "
                         "executor=processes has them");
        }
        return std::make_shared<const run::FaultPlan>(std::move(plan));
      });
}

void tell(const Result& result, telemetry::Telemetry& telemetry) {
  telemetry.ended({.id = result.id,
                   .outcome = result.outcome == Outcome::ok       ? telemetry::Outcome::ok
                              : result.outcome == Outcome::failed ? telemetry::Outcome::failed
                                                                  : telemetry::Outcome::shed,
                   .reason = result.error ? to_string(result.error->reason) : std::string_view(),
                   .bytes = result.bytes,
                   .from_cache = result.from_cache,
                   .started = result.started,
                   .finished = result.finished,
                   .stages = result.stages});
}

}  // namespace

Expected<std::unique_ptr<Engine>> Engine::open(const Options& options,
                                               const std::filesystem::path& database,
                                               run::Now now) {
  if (const auto sound = check(options); !sound) return tl::unexpected(sound.error());
  auto faults = plan_faults(options);
  if (!faults) return tl::unexpected(faults.error());
  auto second_level = make_second_level(options);
  if (!second_level) return tl::unexpected(second_level.error());
  auto outworkers = start_outworkers(options);
  if (!outworkers) return tl::unexpected(outworkers.error());
  return store::Store::open(database, {.journal = options.store_journal,
                                       .updates = options.state_updates,
                                       .connections = options.store_connections})
      .and_then([&](store::Store store) -> Expected<std::unique_ptr<Engine>> {
        std::unique_ptr<Engine> engine(new Engine(options,
                                                  {std::move(store), std::move(*second_level),
                                                   std::move(*outworkers), std::move(*faults)},
                                                  std::move(now)));
        if (auto known = engine->recall_quarantined(); !known) return tl::unexpected(known.error());
        engine->start_telemetry(
            std::filesystem::path(database).replace_extension("telemetry.jsonl"));
        return engine;
      });
}

Engine::Engine(const Options& options, Parts parts, run::Now now)
    : options_(options),
      now_(std::move(now)),
      cache_({.policy = options.cache_policy,
              .admission = options.cache_admission,
              .capacity_bytes = options.cache_capacity,
              .ttl = options.cache_ttl}),
      second_level_(std::move(parts.second_level)),
      store_(std::move(parts.store)),
      known_files_(std::chrono::system_clock::now, options.read_skip_unchanged ? 1 << 14 : 0),
      in_flight_(options.key_hash, options.queue_capacity,
                 options.queue_policy == QueuePolicy::block),
      services_{options_,    cache_,       store_,
                now_,        known_files_, in_flight_,
                quarantine_, progress_,    second_level_.get()} {
  if (options.state_resume) services_.under_way = &under_way_;
  if (options.cache_prefetch) services_.prefetcher = &prefetcher_.emplace(cache_);
  const run::BatchPolicy policy{.size = options.batch_size,
                                .window = options.batch_window,
                                .when_idle = options.batch_close_when_idle,
                                .finish_each = options.batch_commit == CommitUnit::document,
                                .max_bytes = options.batch_max_bytes};
  const run::Plan plan{.workers = workers_of(options),
                       .adaptive = options.workers_adaptive,
                       .queue_capacity = options.queue_capacity,
                       .batch = policy,
                       .retry = {.attempts = options.retry_attempts,
                                 .first_pause = options.retry_pause,
                                 .longest_pause = options.retry_longest_pause},
                       .faults = std::move(parts.faults)};
  // Kept by the executor: a worker may be made later.
  using Outworkers = std::vector<process::Outworker>;
  const auto outworkers = std::make_shared<Outworkers>(std::move(parts.outworkers));
  const auto make_context = [this, outworkers] {
    auto context = std::make_unique<Context>(services_);
    if (outworkers->empty()) return context;
    context->outworker = std::move(outworkers->back());
    outworkers->pop_back();
    return context;
  };
  if (options.executor == ExecutorKind::pipeline) {
    executor_ = std::make_unique<run::Pipeline<Work>>(workload(), plan, make_context, now_);
  } else {
    executor_ = std::make_unique<run::Pool<Work>>(workload(), plan, make_context, now_);
  }
}

void Engine::start_telemetry(const std::filesystem::path& file) {
  if (options_.telemetry == telemetry::Level::off) return;
  telemetry_ = std::make_unique<telemetry::Telemetry>(
      telemetry::Settings{.level = options_.telemetry,
                          .sample = options_.telemetry_sample,
                          .file = file,
                          .max_bytes = options_.telemetry_max_bytes,
                          .seed = std::random_device()()},
      stage_names(), [this] { return std::uint64_t{queued()}; });
}

Engine::~Engine() {
  stop();
}

void Engine::submit(Document document, Done done) {
  Item item;
  if (options_.coalesce) {
    item.flight = in_flight_.join_or_begin(document, done, now_());
    if (!item.flight) return;
  }
  const std::shared_ptr<Flight> flight = item.flight;
  item.document = std::move(document);
  item.trace.number = XXH3_64bits(item.document.id.data(), item.document.id.size());
  if (options_.state_resume) under_way_.begin(item.document.id);
  item.done = ending(flight, std::move(done));
  std::vector<Document> ahead;
  if (prefetcher_) ahead = prefetcher_->submitted(item.document, now_());
  const bool in_queue = executor_->submit(item, options_.queue_policy == QueuePolicy::block);
  if (flight) in_flight_.settle(*flight, in_queue);
  if (in_queue) return prepare(std::move(ahead));
  const run::Time now = now_();
  const Error error = stopping_.load(std::memory_order_relaxed)
                          ? Error{Reason::stopped, "the engine is stopping"}
                          : Error{Reason::overloaded, "the queue is full"};
  item.done({.id = item.document.id,
             .outcome = Outcome::shed,
             .error = error,
             .started = now,
             .served = now,
             .finished = now,
             .stages = {},
             .content = nullptr});
}

/// Ends the flight before it tells anybody: one who submits the document again from within `done`
/// asks for something new.
Done Engine::ending(const std::shared_ptr<Flight>& flight, Done done) {
  return [this, flight, done = std::move(done)](const Result& result) {
    const std::vector<Joined> others = flight ? in_flight_.end(*flight) : std::vector<Joined>();
    if (options_.state_resume) under_way_.end(result.id);
    count(result);
    done(result);
    if (others.empty()) return;
    // No stage ran for them: what is worked on once is to be counted once.
    const std::vector<run::Duration> none(result.stages.size(), run::Trace::did_not_run);
    for (const Joined& other : others) {
      Result theirs = result;
      theirs.stages = none;
      theirs.started = std::max(result.started, other.submitted);
      theirs.served = std::max(result.served, theirs.started);
      theirs.finished = std::max(result.finished, theirs.served);
      count(theirs);
      other.done(theirs);
    }
  };
}

// What is not taken in is no loss: it waits for idle workers, and there are too many before it.
void Engine::prepare(std::vector<Document> documents) {
  for (Document& document : documents) {
    Item item;
    item.document = std::move(document);
    if (!executor_->offer_idle(item)) return;
  }
}

void Engine::count(const Result& result) {
  std::atomic<std::uint64_t>& counter = result.outcome == Outcome::ok       ? ok_
                                        : result.outcome == Outcome::failed ? failed_
                                                                            : shed_;
  counter.fetch_add(1, std::memory_order_relaxed);
  if (telemetry_) tell(result, *telemetry_);
}

void Engine::stop() {
  stopping_.store(true, std::memory_order_relaxed);
  executor_->stop();
  if (telemetry_) telemetry_->stop();
}

Counts Engine::counts() const {
  return {ok_.load(std::memory_order_relaxed), failed_.load(std::memory_order_relaxed),
          shed_.load(std::memory_order_relaxed)};
}

}  // namespace engine::documents
