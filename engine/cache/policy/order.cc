#include "engine/cache/policy/order.h"

namespace engine::cache::policy {

Order::Order(Policy policy) {
  if (policy == Policy::lru) order_.emplace<Lru>();
  if (policy == Policy::adaptive) order_.emplace<LruOrSieve>();
  if (policy == Policy::s3_fifo) order_.emplace<S3Fifo>();
}

}  // namespace engine::cache::policy
