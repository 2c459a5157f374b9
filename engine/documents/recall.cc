// What is known of a content already.
#include "engine/documents/stage_functions.h"

namespace engine::documents {

using run::Did;

namespace {

// The file is known, but its content is no longer held.
Expected<Did> read_after_all(Item& item, Context& context) {
  return read(item, context)
      .and_then([&](Did) { return validate(item, context); })
      .and_then([&](Did) { return key(item, context); });
}

}  // namespace

Expected<Did> cache_lookup(Item& item, Context& context) {
  item.content = context.services.cache.get(item.key, context.services.now());
  item.from_cache = item.content != nullptr;
  if (item.from_cache) item.let_go_of_bytes();  // a batch may be long: hold no more than needed
  if (item.unread && !item.from_cache) return read_after_all(item, context);
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
