// What is known of a content already.
#include "engine/documents/stage_functions.h"

namespace engine::documents {

using run::Did;

Expected<Did> cache_lookup(Item& item, Context& context) {
  item.content = context.services.cache.get(item.key, context.services.now());
  item.from_cache = item.content != nullptr;
  if (item.from_cache) item.bytes = std::string();  // a batch may be long: hold no more than needed
  return Did::work;
}

Expected<Did> cache_insert(Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  const run::Time now = context.services.now();
  context.services.cache.put(item.key, item.content, item.content->memory_bytes(),
                             now - item.trace.started, now);
  return Did::work;
}

}  // namespace engine::documents
