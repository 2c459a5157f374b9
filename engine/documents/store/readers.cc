#include "engine/documents/store/readers.h"

namespace engine::documents::store {
namespace {

constexpr std::size_t most_readers = 4;

}  // namespace

Expected<std::unique_ptr<Reader>> Readers::take() {
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return !idle_.empty() || opened_ < most_readers; });
  if (!idle_.empty()) {
    auto reader = std::move(idle_.back());
    idle_.pop_back();
    return reader;
  }
  ++opened_;
  lock.unlock();
  auto reader = Reader::open(file_);
  if (!reader) {
    lock.lock();
    --opened_;
    free_.notify_one();
  }
  return reader;
}

void Readers::give_back(std::unique_ptr<Reader> reader) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
  free_.notify_one();
}

}  // namespace engine::documents::store
