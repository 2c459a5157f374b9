#include "engine/documents/remote/known_names.h"

#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace engine::documents::remote {
namespace {

std::uint64_t hash_of_key(std::string_view name) {
  return XXH3_64bits(name.data(), name.size());
}

}  // namespace

KnownNames::KnownNames(std::string prefix, const Learning& learning)
    : prefix_(std::move(prefix)), learning_(learning) {}

bool KnownNames::may_have(std::string_view name) const {
  const std::uint64_t hash = hash_of_key(name);
  const std::lock_guard lock(filters_mutex_);
  return !current_ || current_->may_have(hash);
}

void KnownNames::add(std::string_view name) {
  const std::uint64_t hash = hash_of_key(name);
  const std::lock_guard lock(filters_mutex_);
  if (current_) current_->add(hash);
  if (next_) next_->add(hash);
}

std::size_t KnownNames::memory_bytes() const {
  const std::lock_guard lock(filters_mutex_);
  return (current_ ? current_->memory_bytes() : 0) + (next_ ? next_->memory_bytes() : 0);
}

bool KnownNames::is_time() const {
  if (std::chrono::steady_clock::now() >= again_) return true;
  const std::lock_guard lock(filters_mutex_);
  return next_ || (current_ && current_->is_full());
}

void KnownNames::learn(redis::Connection& connection) {
  const std::unique_lock lock(learning_mutex_, std::try_to_lock);
  if (!lock || !is_time()) return;
  if (!next_ && !begin(connection)) return;
  if (!take_page(connection)) end();
}

// Only one thread learns, so that `next_` changes in this and in end() only.
bool KnownNames::begin(redis::Connection& connection) {
  const auto keys = connection.key_count();
  if (!keys) return false;
  again_ = std::chrono::steady_clock::now() + learning_.every;
  if (*keys > learning_.most) {
    const std::lock_guard lock(filters_mutex_);
    current_.reset();
    return false;
  }
  cursor_.assign(1, '0');
  pages_left_ = 4 * (*keys / learning_.page + 1);  // a sound server needs a quarter of them
  auto filter =
      std::make_unique<bloom::Filter>(std::clamp(2 * *keys, learning_.fewest, learning_.most));
  const std::lock_guard lock(filters_mutex_);
  next_ = std::move(filter);
  return true;
}

// False when there is nothing more to take: the names are all known, or the server failed.
bool KnownNames::take_page(redis::Connection& connection) {
  const auto page = connection.scan(cursor_, prefix_ + "*", learning_.page);
  if (!page || pages_left_-- == 0) {
    const std::lock_guard lock(filters_mutex_);
    next_.reset();
    return false;
  }
  for (const std::string& key : page->keys) {
    if (key.starts_with(prefix_)) next_->add(hash_of_key(key));
  }
  cursor_ = page->cursor;
  return cursor_ != "0";
}

void KnownNames::end() {
  const std::lock_guard lock(filters_mutex_);
  if (next_) current_ = std::move(next_);
}

}  // namespace engine::documents::remote
