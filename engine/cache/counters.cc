#include "engine/cache/counters.h"

namespace engine::cache {

Counters& Counters::operator+=(const Counters& other) {
  hits += other.hits;
  misses += other.misses;
  insertions += other.insertions;
  evictions += other.evictions;
  expirations += other.expirations;
  rejections += other.rejections;
  entries += other.entries;
  bytes += other.bytes;
  time_saved += other.time_saved;
  return *this;
}

}  // namespace engine::cache
