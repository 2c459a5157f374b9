// Which entry goes when room is needed, by any of the policies.
#pragma once

#include <variant>

#include "engine/cache/policy/limits.h"
#include "engine/cache/policy/lru.h"
#include "engine/cache/policy/lru_or_sieve.h"
#include "engine/cache/policy/s3_fifo.h"
#include "engine/cache/policy/sieve.h"

namespace engine::cache::policy {

/// The eviction order of a shard's slots. Slots are small numbers, used again after removal.
/// Another policy is another type with these functions and a line here. Not thread-safe.
class Order {
 public:
  explicit Order(Policy policy);

  /// What an adaptive order goes by from now on; the others go by what they are.
  void turn_to(Mode mode) {
    if (auto* const adaptive = std::get_if<LruOrSieve>(&order_)) adaptive->turn_to(mode);
  }

  /// Precondition: the slot is not in the order.
  void added(std::uint32_t slot, const Arrival& arrival) {
    std::visit([&](auto& order) { order.added(slot, arrival); }, order_);
  }
  void touched(std::uint32_t slot) {
    std::visit([&](auto& order) { order.touched(slot); }, order_);
  }
  void removed(std::uint32_t slot) {
    std::visit([&](auto& order) { order.removed(slot); }, order_);
  }
  /// The slot that should go next, out of the order now; no_slot if there is none.
  std::uint32_t victim() {
    return std::visit([](auto& order) { return order.victim(); }, order_);
  }
  /// Takes a victim in again that stays after all.
  void spared(std::uint32_t slot, const Arrival& arrival) {
    std::visit([&](auto& order) { order.spared(slot, arrival); }, order_);
  }

 private:
  std::variant<Sieve, Lru, S3Fifo, LruOrSieve> order_;
};

}  // namespace engine::cache::policy
