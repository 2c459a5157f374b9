#include "scenarios/soak_target.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>
#include <optional>

#include "engine/documents/engine.h"
#include "engine/key/key.h"
#include "harness/load/client_threads.h"
#include "scenarios/engine_target.h"
#include "scenarios/redis_memory.h"

namespace scenarios {
namespace {

using engine::documents::Engine;
using engine::documents::Outcome;
using harness::Completion;
using harness::failure;
using harness::Request;

constexpr std::size_t backlog = 1'000'000;              // as of the plain engine target
constexpr std::uint64_t most_bytes = 64 * 1024 * 1024;  // of documents, which are kept in memory
constexpr std::uint64_t one_in = 10;                    // requests is for a version known before
constexpr std::size_t sample_size = 64;                 // documents whose last version is verified

/// A document as it was at first.
struct Original {
  std::string id, bytes;
};

std::uint64_t version_of(std::uint64_t request) {
  return request % one_in == one_in - 1 ? 0 : request + 1;
}

std::string bytes_of(const Original& original, std::uint64_t version) {
  if (version == 0) return original.bytes;
  // A paragraph in text, Markdown and HTML alike.
  return fmt::format("{}\n\n<p>Version {} of this document.</p>\n", original.bytes, version);
}

std::vector<Original> originals_of(const Corpus& corpus) {
  std::vector<Original> all;
  for (const Corpus::Document& document : corpus.documents()) {
    const auto format = engine::parse::detect_format(document.id, {});
    if (!format || !engine::parse::is_text(*format) || document.id.ends_with(".gz")) continue;
    std::ifstream in(document.path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (in && engine::parse::validate(bytes)) all.push_back({document.id, std::move(bytes)});
  }
  return all;
}

/// Fewer of its documents, from all over it, if they would take too much memory.
Corpus within_bounds(const Corpus& corpus) {
  const auto total = static_cast<double>(corpus.total_bytes());
  if (total <= most_bytes) return corpus;
  const auto count = static_cast<double>(corpus.documents().size());
  return corpus.times(static_cast<std::size_t>(std::max(1.0, count * most_bytes / total)));
}

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

class SoakTarget final : public harness::Target {
 public:
  SoakTarget(std::unique_ptr<RedisServer> redis, std::unique_ptr<Engine> engine,
             std::shared_ptr<const std::vector<Original>> originals, std::filesystem::path database,
             harness::Clock& clock)
      : redis_(std::move(redis)),
        engine_(std::move(engine)),
        second_level_memory_(engine_->options().cache_redis),
        originals_(std::move(originals)),
        database_(std::move(database)),
        newest_(originals_->size()) {
    if (engine_->options().queue_policy == engine::QueuePolicy::block) {
      patient_.emplace(clock, 1, backlog, [this](const Request& request, Completion done) {
        hand_over(request, done);
      });
    }
  }

  /// Processes each document once as it is, one after the other. An error: one that failed.
  harness::Expected<void> see_all() {
    std::mutex mutex;
    std::condition_variable ended;
    std::size_t seen = 0;
    std::string problem;
    for (std::size_t i = 0; i < originals_->size() && problem.empty(); ++i) {
      const Original& original = (*originals_)[i];
      engine_->submit({.id = original.id, .path = {}, .bytes = original.bytes},
                      [&](const engine::documents::Result& result) {
                        const std::lock_guard telling(mutex);
                        if (result.error) {
                          problem = fmt::format("{}: {}", result.id, result.error->detail);
                        }
                        ++seen;
                        ended.notify_one();  // under the lock: nothing of this is gone before
                      });
      std::unique_lock lock(mutex);
      ended.wait(lock, [&] { return seen > i; });
    }
    before_ = engine_->counts();
    if (!problem.empty()) return failure(problem);
    return {};
  }

  std::uint64_t population() const override { return originals_->size(); }

  void submit(const Request& request, Completion done) override {
    if (patient_) {
      patient_->submit(request, done);
    } else {
      hand_over(request, done);
    }
  }

  std::vector<std::string> stages() const override { return engine_stages(); }

  harness::Observation observe() override {
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
        .stored_bytes = size_of(database_) + size_of(database_.string() + "-wal")};
  }

  harness::Expected<void> verify() override {
    patient_.reset();
    engine_->stop();
    const engine::documents::Counts counts = engine_->counts();
    const std::uint64_t ended =
        counts.ok + counts.failed + counts.shed - before_.ok - before_.failed - before_.shed;
    if (ended != submitted_) {
      return failure(
          fmt::format("{} documents were submitted, but {} ended", submitted_.load(), ended));
    }
    const std::size_t stride = originals_->size() / sample_size + 1;
    for (std::size_t i = 0; i < originals_->size(); i += stride) {
      if (auto right = verify_newest(i); !right) return right;
    }
    if (const auto sound = engine_->store().check(); !sound) return failure(sound.error().detail);
    return {};
  }

 private:
  void hand_over(const Request& request, const Completion& done) {
    submitted_.fetch_add(1, std::memory_order_relaxed);
    const Original& original = (*originals_)[request.item];
    engine_->submit(
        {.id = original.id, .path = {}, .bytes = bytes_of(original, version_of(request.id))},
        [this, done](const engine::documents::Result& result) {
          if (result.outcome == Outcome::ok) note_newest(done.request());
          complete(done, result);
        });
  }

  void note_newest(const Request& request) {
    std::atomic<std::uint64_t>& newest = newest_[request.item];
    std::uint64_t known = newest.load(std::memory_order_relaxed);
    while (known < request.id + 1 &&
           !newest.compare_exchange_weak(known, request.id + 1, std::memory_order_relaxed)) {
    }
  }

  /// Of the versions that were acknowledged the database must have the one submitted last.
  harness::Expected<void> verify_newest(std::size_t item) const {
    const Original& original = (*originals_)[item];
    const std::uint64_t newest = newest_[item].load(std::memory_order_relaxed);
    const std::string bytes = bytes_of(original, newest == 0 ? 0 : version_of(newest - 1));
    const auto state = engine_->store().find(original.id);
    if (!state) return failure(state.error().detail);
    if (!*state || (*state)->status != engine::store::Status::ok) {
      return failure(fmt::format("{}: acknowledged, but not so in the database", original.id));
    }
    const auto key = engine::key::digest(engine_->options().key_hash, bytes);
    if ((*state)->key == engine::key::to_hex(key)) return {};
    return failure(fmt::format("{}: not its last version is in the database", original.id));
  }

  std::unique_ptr<RedisServer> redis_;  // goes last
  std::unique_ptr<Engine> engine_;
  RedisMemory second_level_memory_;
  const std::shared_ptr<const std::vector<Original>> originals_;
  const std::filesystem::path database_;
  std::vector<std::atomic<std::uint64_t>> newest_;  // by item: 1 + the last request acknowledged
  std::atomic<std::uint64_t> submitted_{0};
  engine::documents::Counts before_;                     // what see_all() came to
  std::optional<harness::load::ClientThreads> patient_;  // goes first: it calls the engine
};

}  // namespace

harness::Expected<harness::run::Prepared> make_soak_target(const harness::run::TargetOrder& order) {
  // What a former engine left in the allocator would hide that this one grows.
  ::malloc_trim(0);
  auto opened = Corpus::open(order.corpus);
  if (!opened) return tl::unexpected(opened.error());
  const Corpus corpus = within_bounds(*opened);
  auto originals = std::make_shared<const std::vector<Original>>(originals_of(corpus));
  if (originals->empty()) return failure("the corpus has no documents of text, Markdown or HTML");
  const auto options = engine_options(order.engine, order.settings, corpus.total_bytes());
  if (!options) return tl::unexpected(options.error());
  engine::Options engine_gets = *options;
  auto redis = own_server(engine_gets);
  if (!redis) return tl::unexpected(redis.error());
  harness::Clock& clock = order.clock;
  const std::filesystem::path database = order.scratch / "engine.sqlite";
  auto engine = Engine::open(engine_gets, database, [&clock] { return clock.now(); });
  if (!engine) return failure(engine.error().detail);
  harness::run::Prepared prepared;
  describe_engine(order, *options, std::make_shared<const Corpus>(corpus), prepared);
  prepared.parameters.emplace_back(
      "documents",
      fmt::format("{} in the database before, then versions of them: {} of {} new, their lines of "
                  "their own; a cache of 25 % of the corpus is full before anything is judged",
                  originals->size(), one_in - 1, one_in));
  prepared.item_bytes.clear();
  for (const Original& original : *originals) prepared.item_bytes.push_back(original.bytes.size());
  prepared.describe = [originals](std::uint64_t item) { return (*originals)[item].id; };
  auto target = std::make_unique<SoakTarget>(std::move(*redis), std::move(*engine), originals,
                                             database, clock);
  if (auto seen = target->see_all(); !seen) return tl::unexpected(seen.error());
  prepared.target = std::move(target);
  return prepared;
}

}  // namespace scenarios
