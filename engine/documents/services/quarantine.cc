#include "engine/documents/services/quarantine.h"

#include <utility>

namespace engine::documents::services {

void Quarantine::add(const key::Key& key, std::string why) {
  const std::lock_guard lock(mutex_);
  if (why_.size() >= most) why_.erase(why_.begin());
  why_.insert_or_assign(key, std::move(why));
  is_empty_.store(false, std::memory_order_relaxed);
}

void Quarantine::remove(const key::Key& key) {
  const std::lock_guard lock(mutex_);
  why_.erase(key);
  is_empty_.store(why_.empty(), std::memory_order_relaxed);
}

std::optional<std::string> Quarantine::find(const key::Key& key) const {
  if (is_empty_.load(std::memory_order_relaxed)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = why_.find(key);
  if (found == why_.end()) return std::nullopt;
  return found->second;
}

bool is_poison(const run::Trace& trace) {
  if (!trace.error) return false;
  switch (trace.error->reason) {
    case Reason::timed_out:
    case Reason::out_of_memory:
    case Reason::out_of_cpu:
    case Reason::crashed:
    case Reason::injected:
    case Reason::internal:
      return trace.used_up || !trace.error->may_pass;
    default:
      return false;
  }
}

Expected<void> refuse_poison(const items::Item& item, const Quarantine& quarantine) {
  const auto why = quarantine.find(item.key);
  if (!why) return {};
  return failure(Reason::quarantined, *why);
}

}  // namespace engine::documents::services
