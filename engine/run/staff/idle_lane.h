// Work that may as well never be done.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace engine::run::staff {

/// First in, first out, at most 64 items: whoever has nothing else to do takes them. Not
/// thread-safe.
template <class Item>
class IdleLane {
 public:
  static constexpr std::size_t capacity = 64;

  bool empty() const { return items_.empty(); }

  /// Takes in what an item is made from; false, with that left as it was, when there is no place.
  template <class From>
  bool offer(From& from) {
    if (items_.size() >= capacity) return false;
    items_.emplace_back(std::move(from));
    return true;
  }

  /// Precondition: not empty.
  Item take() {
    Item item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

  /// All that is inside, for who drops it outside of a lock.
  std::deque<Item> drain() { return std::exchange(items_, {}); }

 private:
  std::deque<Item> items_;
};

}  // namespace engine::run::staff
