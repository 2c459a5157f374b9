// A table that grows without moving what is in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace engine::cache::policy {

/// Elements by number, in pages: growing it copies nothing (no pause, no second copy in memory
/// meanwhile) and leaves less than a page of room. Not thread-safe.
template <class T>
class Pages {
 public:
  T& operator[](std::uint32_t at) { return pages_[at / page_size][at % page_size]; }
  const T& operator[](std::uint32_t at) const { return pages_[at / page_size][at % page_size]; }

  /// One more than the highest number in use so far.
  std::uint32_t size() const { return size_; }

  /// Precondition: room for a number of 32 bits.
  void grow_to(std::uint32_t size) {
    while (pages_.size() * page_size < size) pages_.push_back(std::make_unique<T[]>(page_size));
    if (size > size_) size_ = size;
  }

  void swap(Pages& other) noexcept {
    pages_.swap(other.pages_);
    std::swap(size_, other.size_);
  }

  void clear() { Pages().swap(*this); }

 private:
  static constexpr std::uint32_t page_size = 64;

  std::vector<std::unique_ptr<T[]>> pages_;
  std::uint32_t size_ = 0;
};

}  // namespace engine::cache::policy
