#include "engine/cache/policy/ghost.h"

namespace engine::cache::policy {
namespace {

constexpr auto any = [](std::uint32_t) { return true; };

}  // namespace

void Ghost::remember(std::uint32_t hash, std::size_t most) {
  forget(hash);
  std::uint32_t number = first_ + static_cast<std::uint32_t>(queue_.size());
  if (number == Index::none) {  // the one number that no hash may have
    queue_.push_back(0);
    ++number;
  }
  queue_.push_back(hash);
  numbers_.insert(hash, number);
  while (queue_.size() > most) forget_oldest();
}

// Its place in the queue stays until that is the oldest.
bool Ghost::forget(std::uint32_t hash) {
  const std::uint32_t number = numbers_.find(hash, any);
  if (number == Index::none) return false;
  numbers_.erase(hash, number);
  return true;
}

void Ghost::forget_oldest() {
  const std::uint32_t hash = queue_.front();
  if (numbers_.find(hash, [this](std::uint32_t number) { return number == first_; }) == first_ &&
      first_ != Index::none) {
    numbers_.erase(hash, first_);
  }
  queue_.pop_front();
  ++first_;
}

}  // namespace engine::cache::policy
