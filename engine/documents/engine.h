// The document-processing engine.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/items/in_flight.h"
#include "engine/documents/items/item.h"
#include "engine/documents/options/options.h"
#include "engine/documents/remote/level.h"
#include "engine/documents/services/under_way.h"
#include "engine/documents/stages/stages.h"
#include "engine/run/service.h"

namespace engine::documents {

using items::Content;
using items::Outcome;

using run::Counts;
using run::Progress;

/// What there was to forget.
struct Forgotten {
  bool in_memory = false;
  std::size_t files = 0;  // that need not have been read again
  /// Nothing: the server did not answer, and other engines may still find it there.
  std::optional<bool> in_second_level = false;
  /// Kept in the database; nothing: the database refused, and it may still be found there.
  std::optional<bool> in_database = false;

  bool operator==(const Forgotten&) const = default;
};

/// Documents in, their contents worked out, their state and index entries durable. Every submitted
/// document ends exactly once: ok, failed with a reason, or shed. Thread-safe.
class Engine {
 public:
  /// Opens or makes the database (its folder must exist) and starts the workers. Errors: options
  /// that contradict one another, a database that can't be opened, child processes that can't be
  /// started.
  static Expected<std::unique_ptr<Engine>> open(const options::Options& options,
                                                const std::filesystem::path& database,
                                                Now now = std::chrono::steady_clock::now);

  /// Works off what was submitted, then stops.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Takes a document in. When the queue is full: waits (queue.policy=block), or ends the document
  /// as shed before this returns (shed). `done` is called once, whatever happens.
  void submit(items::Document document, items::Done done);

  /// No more documents (later ones are shed as stopped); returns when all have ended.
  void stop();

  const options::Options& options() const { return options_; }
  /// How the submitted documents ended so far; together they are what was submitted and has ended.
  Counts counts() const { return service_->counts(); }
  std::size_t queued() const { return service_->queued(); }
  /// The documents that workers have in their hands, the longest first, and how far they are: in
  /// which stage, and in parse by bytes where a file is read piece by piece, by pages in a PDF.
  std::vector<Progress> progress() const { return service_->progress(); }
  /// Submissions that had another one's result (duplicates.coalesce); counts() has them, too.
  std::uint64_t coalesced() const { return in_flight_.joined(); }
  /// Forgets the contents in memory; the second level, if there is one, keeps its own.
  void clear_cache() { cache_.clear(); }

  /// Forgets what is cached of these bytes as a document of that format: in memory, in the second
  /// level, and which files had them, in whatever format. When they are next submitted they are
  /// read and worked on anew, by this engine in any case, by another one over the same second level
  /// unless it has them in memory. A document under way meanwhile may still use the old content, or
  /// put its own there. State and index stay as they are.
  Forgotten forget_content(parsed::Format format, std::string_view bytes);
  /// The same for the content that the document with this id last had, by its state; where the id
  /// does not tell the format, in any. Nothing to forget where there is no such document. Errors:
  /// store_failed.
  Expected<Forgotten> forget_document(std::string_view id);

  /// What its error boundaries have had to do.
  const run::BoundaryCounters& boundary_counters() const { return service_->boundary_counters(); }

  /// The documents that are set aside as poison, the latest first, at most so many.
  Expected<std::vector<store::SetAside>> quarantined(std::size_t limit) const {
    return store_.quarantined(limit);
  }
  /// Lets them back: when they are next submitted they are worked on. Errors: store_failed.
  Expected<void> let_back(std::span<const store::SetAside> documents);

  cache::Counters cache_counters() const { return cache_.counters(); }
  /// Of the second level, which is asked for what the cache misses; all zero without one.
  remote::Counters second_level_counters() const {
    return second_level_ ? second_level_->counters() : remote::Counters{};
  }
  /// What became of the telemetry; all zero without.
  telemetry::Telemetry::Fate telemetry_fate() const { return service_->telemetry_fate(); }
  const store::Store& store() const { return store_; }
  /// All zero without cache.prefetch.
  services::PrefetchCounters prefetch_counters() const {
    return prefetcher_ ? prefetcher_->counters() : services::PrefetchCounters{};
  }
  static std::vector<std::string_view> stage_names() { return stages::workload().stage_names(); }

  /// Best matches first: words, "phrases", AND, OR, NOT.
  Expected<std::vector<store::Hit>> search(std::string_view query, std::size_t limit) const {
    return store_.search(query, limit);
  }

 private:
  /// What is made beforehand, because making it may fail.
  struct Parts {
    store::Store store;
    std::unique_ptr<remote::Level> second_level;  // null without one
    std::vector<process::Outworker> outworkers;   // one for each worker, or none
    run::Plan plan;
    telemetry::Settings telemetry;
  };

  Engine(const options::Options& options, Parts parts, Now now);
  void leave(items::Item& item);
  void end(items::Item& item, Outcome outcome);
  void end_joined(const items::Joined& joined, const items::Result& result);
  void prepare(std::vector<items::Document> documents);
  Expected<void> recall_quarantined();
  std::optional<bool> forget_kept(const key::Key& key, std::span<const parsed::Format> formats);
  Forgotten forget(const key::Key& key, std::span<const parsed::Format> formats);

  const options::Options options_;
  const Now now_;
  cache::Cache<Content> cache_;
  std::unique_ptr<remote::Level> second_level_;
  store::Store store_;
  items::KnownFiles known_files_;
  items::InFlight in_flight_;
  services::Quarantine quarantine_;
  services::UnderWay under_way_;
  std::optional<services::Prefetcher> prefetcher_;
  stages::Services services_;
  std::unique_ptr<run::Service<stages::Work>> service_;
};

}  // namespace engine::documents
