#include "engine/documents/services/under_way.h"

#include <xxhash.h>

namespace engine::documents::services {
namespace {

std::uint64_t hash_of(std::string_view id) {
  return XXH3_64bits(id.data(), id.size());
}

}  // namespace

void UnderWay::begin(std::string_view id) {
  const std::uint64_t hash = hash_of(id);
  Shard& shard = shards_[hash % shards];
  const std::lock_guard lock(shard.mutex);
  ++shard.counts[hash];
}

void UnderWay::end(std::string_view id) {
  const std::uint64_t hash = hash_of(id);
  Shard& shard = shards_[hash % shards];
  const std::lock_guard lock(shard.mutex);
  const auto place = shard.counts.find(hash);
  if (--place->second == 0) shard.counts.erase(place);
}

bool UnderWay::is_only(std::string_view id) const {
  const std::uint64_t hash = hash_of(id);
  const Shard& shard = shards_[hash % shards];
  const std::lock_guard lock(shard.mutex);
  return shard.counts.at(hash) == 1;
}

}  // namespace engine::documents::services
