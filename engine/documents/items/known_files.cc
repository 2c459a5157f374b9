#include "engine/documents/items/known_files.h"

#include <algorithm>
#include <utility>

namespace engine::documents::items {
namespace {

// Of another file, or of this one at another time: a new content makes the old one useless.
bool is_same_file(const Stamp& a, const Stamp& b) {
  return a.device == b.device && a.inode == b.inode;
}

}  // namespace

KnownFiles::KnownFiles(WallClock now, std::size_t files)
    : now_(std::move(now)), sets_(std::max<std::size_t>(1, files / ways)) {}

std::size_t KnownFiles::set_of(const Stamp& stamp) const {
  std::uint64_t hash = (stamp.inode ^ (stamp.device << 40)) * 0x9E3779B97F4A7C15U;
  hash ^= hash >> 32;
  return hash % sets_.size();
}

std::optional<key::Key> KnownFiles::find(const Stamp& stamp) const {
  const std::size_t number = set_of(stamp);
  const std::lock_guard lock(mutexes_[number % locks]);
  for (const Known& known : sets_[number].files) {
    if (known.stamp == stamp) return known.key;
  }
  return std::nullopt;
}

bool KnownFiles::is_settled(const Stamp& stamp, std::chrono::system_clock::time_point opened) {
  const auto last = std::max(stamp.modified, stamp.changed);
  const auto time = std::chrono::nanoseconds(opened.time_since_epoch()).count();
  return last <= time - too_fresh.count();
}

void KnownFiles::learn(const Stamp& stamp, const key::Key& key,
                       std::chrono::system_clock::time_point opened) {
  if (!is_settled(stamp, opened)) return;
  const std::size_t number = set_of(stamp);
  const std::lock_guard lock(mutexes_[number % locks]);
  Set& set = sets_[number];
  auto place = std::find_if(set.files.begin(), set.files.end(),
                            [&](const Known& known) { return is_same_file(known.stamp, stamp); });
  if (place == set.files.end()) place = set.files.begin() + set.next++ % ways;
  *place = {stamp, key};
}

std::size_t KnownFiles::forget(const key::Key& key) {
  std::size_t forgotten = 0;
  for (std::size_t number = 0; number < sets_.size(); ++number) {
    const std::lock_guard lock(mutexes_[number % locks]);
    for (Known& known : sets_[number].files) {
      if (known.key != key || known == Known()) continue;
      known = {};
      ++forgotten;
    }
  }
  return forgotten;
}

}  // namespace engine::documents::items
