// What is known of a content already.
#include "engine/documents/second_level.h"
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

/// What the second level has moves up into the first.
void ask_second_level(Item& item, Context& context) {
  if (!context.second_level) return;
  auto found = context.second_level->get(second_level_name(item));
  if (!found) return;
  item.content = std::move(found->content);
  context.services.cache.put(item.key, item.content, item.content->memory_bytes(), found->cost,
                             context.services.now());
}

}  // namespace

Expected<Did> cache_lookup(Item& item, Context& context) {
  item.content = context.services.cache.get(item.key, context.services.now());
  if (!item.content) ask_second_level(item, context);
  item.from_cache = item.content != nullptr;
  if (item.from_cache) let_go_of_bytes(item, context);
  if (item.unread && !item.from_cache) return read_after_all(item, context);
  return Did::work;
}

Expected<Did> cache_insert(Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  const run::Time now = context.services.now();
  const run::Duration cost = now - item.trace.started;
  context.services.cache.put(item.key, item.content, item.content->memory_bytes(), cost, now);
  if (context.second_level) {
    context.second_level->put(second_level_name(item), *item.content, cost);
  }
  return Did::work;
}

}  // namespace engine::documents
