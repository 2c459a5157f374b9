// Items that replace one another keep their order.
#pragma once

#include <cstddef>
#include <map>
#include <unordered_map>
#include <utility>

namespace engine::run::queue {

/// Items of equal identity come in one after the other, are worked on at once, and leave in the
/// order in which they came: one that is ready before an earlier one is held back until that is.
/// Not thread-safe.
template <class Held>
class Order {
 public:
  /// The next item's place among those of its identity.
  std::size_t enter(std::size_t identity) { return lines_[identity].next++; }

  /// Calls `emit(Held)` for the item if it is the first of its identity that has not left, and for
  /// those that were held back for it alone; otherwise holds it back. Precondition: `place` is what
  /// enter(identity) gave, and has not left.
  template <class Emit>
  void leave(std::size_t identity, std::size_t place, Held held, Emit emit) {
    const auto found = lines_.find(identity);
    Line& line = found->second;
    if (place != line.first) {
      line.early.emplace(place, std::move(held));
      ++held_back_;
      return;
    }
    emit(std::move(held));
    ++line.first;
    for (auto early = line.early.begin(); early != line.early.end() && early->first == line.first;
         ++line.first) {
      emit(std::move(early->second));
      early = line.early.erase(early);
      --held_back_;
    }
    if (line.first == line.next) lines_.erase(found);
  }

  std::size_t held_back() const { return held_back_; }

 private:
  struct Line {
    std::size_t first = 0;  // the first that has not left
    std::size_t next = 0;
    std::map<std::size_t, Held> early;
  };

  std::unordered_map<std::size_t, Line> lines_;
  std::size_t held_back_ = 0;
};

}  // namespace engine::run::queue
