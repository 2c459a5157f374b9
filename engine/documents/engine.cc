#include "engine/documents/engine.h"

#include <xxhash.h>

#include <algorithm>
#include <random>
#include <utility>

#include "engine/documents/process/program.h"
#include "engine/documents/services/second_level.h"

namespace engine::documents {
namespace {

/// One for each worker; none but with executor=processes.
Expected<std::vector<process::Outworker>> start_outworkers(const options::Options& options) {
  if (options.run.executor != run::ExecutorKind::processes) return {};
  return process::Outworker::start(options.run.most_workers(),
                                   {.codec = options.codec,
                                    .chunks = options.chunks,
                                    .analysis = options.analysis,
                                    .most_unpacked = options.document_max_bytes},
                                   process::worker_program());
}

/// What telemetry is told of a document that had another one's result.
telemetry::Ended ended_of(const items::Result& result) {
  return {.id = result.id,
          .outcome = result.outcome,
          .reason = result.error ? to_string(result.error->reason) : std::string_view(),
          .bytes = result.bytes,
          .from_cache = result.from_cache,
          .started = result.started,
          .finished = result.finished,
          .stages = result.stages};
}

telemetry::Settings telemetry_beside(const std::filesystem::path& database,
                                     telemetry::Settings settings) {
  settings.file = std::filesystem::path(database).replace_extension("telemetry.jsonl");
  settings.seed = std::random_device()();
  return settings;
}

}  // namespace

Expected<std::unique_ptr<Engine>> Engine::open(const options::Options& options,
                                               const std::filesystem::path& database, Now now) {
  if (const auto sound = options::check(options); !sound) return tl::unexpected(sound.error());
  auto plan = run::plan_of(stages::workload(), options.run);
  if (!plan) return tl::unexpected(plan.error());
  auto second_level = services::make_second_level(options);
  if (!second_level) return tl::unexpected(second_level.error());
  auto outworkers = start_outworkers(options);
  if (!outworkers) return tl::unexpected(outworkers.error());
  return store::Store::open(database, options.store)
      .and_then([&](store::Store store) -> Expected<std::unique_ptr<Engine>> {
        std::unique_ptr<Engine> engine(
            new Engine(options,
                       {std::move(store), std::move(*second_level), std::move(*outworkers),
                        std::move(*plan), telemetry_beside(database, options.telemetry)},
                       std::move(now)));
        if (auto known = engine->recall_quarantined(); !known) return tl::unexpected(known.error());
        return engine;
      });
}

Engine::Engine(const options::Options& options, Parts parts, Now now)
    : options_(options),
      now_(std::move(now)),
      cache_(options.cache),
      second_level_(std::move(parts.second_level)),
      store_(std::move(parts.store)),
      known_files_(std::chrono::system_clock::now, options.read_skip_unchanged ? 1 << 14 : 0),
      in_flight_(options.key_hash, options.run.queue_capacity,
                 options.run.queue_policy == run::QueuePolicy::block),
      services_{options_,     cache_,     store_,      now_,
                known_files_, in_flight_, quarantine_, second_level_.get()} {
  if (options.state_resume) services_.under_way = &under_way_;
  if (options.cache_prefetch) services_.prefetcher = &prefetcher_.emplace(cache_);
  // Kept by the executor: a worker may be made later.
  using Outworkers = std::vector<process::Outworker>;
  const auto outworkers = std::make_shared<Outworkers>(std::move(parts.outworkers));
  const auto make_context = [this, outworkers](run::ProgressBoard::Seat& seat) {
    auto context = std::make_unique<stages::Context>(services_, seat);
    if (outworkers->empty()) return context;
    context->outworker = std::move(outworkers->back());
    outworkers->pop_back();
    return context;
  };
  service_ = std::make_unique<run::Service<stages::Work>>(
      stages::workload(), parts.plan, make_context,
      [this](items::Item& item, Outcome outcome) { end(item, outcome); }, now_, parts.telemetry,
      [this](items::Item& item) { leave(item); });
}

Engine::~Engine() {
  stop();
}

void Engine::submit(items::Document document, items::Done done) {
  items::Item item;
  if (options_.coalesce) {
    item.flight = in_flight_.join_or_begin(document, done, now_());
    if (!item.flight) return;
  }
  const std::shared_ptr<items::Flight> flight = item.flight;
  item.document = std::move(document);
  item.trace.number = XXH3_64bits(item.document.id.data(), item.document.id.size());
  if (options_.state_resume) under_way_.begin(item.document.id);
  item.done = std::move(done);
  std::vector<items::Document> ahead;
  if (prefetcher_) ahead = prefetcher_->submitted(item.document, now_());
  const bool in_queue = service_->take(item);
  if (flight) in_flight_.settle(*flight, in_queue);
  if (in_queue) return prepare(std::move(ahead));
  service_->shed(item);
}

/// Ends the flight before it is counted and anybody told: one who then submits the document again
/// asks for something new.
void Engine::leave(items::Item& item) {
  if (item.flight) item.joined = in_flight_.end(*item.flight);
  if (options_.state_resume) under_way_.end(item.document.id);
}

void Engine::end(items::Item& item, Outcome outcome) {
  const items::Result result = items::result_of(item, outcome);
  item.done(result);
  for (const items::Joined& other : item.joined) end_joined(other, result);
}

void Engine::end_joined(const items::Joined& joined, const items::Result& result) {
  // No stage ran for them: what is worked on once is to be counted once.
  const std::vector<Duration> none(result.stages.size(), run::Trace::did_not_run);
  items::Result theirs = result;
  theirs.stages = none;
  theirs.started = std::max(result.started, joined.submitted);
  theirs.served = std::max(result.served, theirs.started);
  theirs.finished = std::max(result.finished, theirs.served);
  service_->count(ended_of(theirs));
  joined.done(theirs);
}

// What is not taken in is no loss: it waits for idle workers, and there are too many before it.
void Engine::prepare(std::vector<items::Document> documents) {
  for (items::Document& document : documents) {
    items::Item item;
    item.document = std::move(document);
    if (!service_->offer_idle(item)) return;
  }
}

void Engine::stop() {
  service_->stop();
}

}  // namespace engine::documents
