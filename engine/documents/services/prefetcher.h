// Which contents to make before they are asked for.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/cache/cache.h"
#include "engine/documents/items/item.h"
#include "engine/predict/successors.h"

namespace engine::documents::services {

using content::Content;

/// What prefetching did so far. None of it is in the engine's Counts.
struct PrefetchCounters {
  std::uint64_t proposed = 0;  // documents that were to be made ahead
  std::uint64_t made = 0;      // of those, whose contents were
  std::uint64_t used = 0;      // of those, that were then asked for while the cache had them
};

/// Learns from the order of submissions which document follows which, and proposes those that
/// should come soon and whose contents the cache lacks. What it may propose is bounded: each
/// proposal spends from a budget to which used ones give back double, and submissions a little.
/// Remembers a bounded number of documents, those with a path only. Thread-safe.
class Prefetcher {
 public:
  /// `cache` must outlive this.
  explicit Prefetcher(const cache::Cache<Content>& cache, const predict::Limits& limits = {});

  /// In the order of submissions. Returns what should be prepared while there is nothing else to
  /// do, nearest first.
  std::vector<items::Document> submitted(const items::Document& document, Time now);

  /// A submitted document's key is known, and whether the first level had its content.
  void looked_up(const items::Document& document, const key::Key& key, bool was_cached);

  /// A proposed document's content is in the cache.
  void made(const items::Document& document, const key::Key& key);

  PrefetchCounters counters() const;

 private:
  /// A document as it is remembered.
  struct Known {
    std::uint64_t name = 0;  // of its id; 0: none
    items::Document document;
    std::optional<key::Key> key;
    std::uint64_t busy_until = 0;  // submitted or proposed, and not looked up nor made yet
    bool ahead = false;            // made, and not asked for since
  };

  Known& slot_of(std::uint64_t name) { return known_[name % known_.size()]; }
  Known* find(const items::Document& document);
  bool lacks(const Known& known, Time now) const;

  const cache::Cache<Content>& cache_;
  mutable std::mutex mutex_;
  predict::Successors successors_;
  std::vector<Known> known_;  // by name; one that comes takes another's place
  std::uint64_t submissions_ = 0;
  std::uint32_t budget_;
  PrefetchCounters counters_;
};

}  // namespace engine::documents::services
