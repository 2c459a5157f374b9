// What is poison, so that it is not worked on again.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "engine/documents/items/item.h"
#include "engine/key/key.h"

namespace engine::documents::services {

/// The contents that are set aside, by their keys: what the database lists, at hand. Thread-safe.
class Quarantine {
 public:
  /// Of more than these the first to be forgotten is any: it is worked on, and set aside again.
  static constexpr std::size_t most = 100'000;

  void add(const key::Key& key, std::string why);
  void remove(const key::Key& key);

  /// Why it was set aside; nothing if it was not. Costs nothing while nothing is.
  std::optional<std::string> find(const key::Key& key) const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<key::Key, std::string> why_;
  std::atomic<bool> is_empty_{true};
};

/// Is it the document's own fault that it failed, and not one that its bytes are refused for
/// quickly and for good? It crashed what read it, or used up its time or memory or all attempts.
bool is_poison(const run::Trace& trace);

/// Error: quarantined, where the item's bytes are.
Expected<void> refuse_poison(const items::Item& item, const Quarantine& quarantine);

}  // namespace engine::documents::services
