// What is known of a content already.
#include "engine/documents/services/second_level.h"
#include "engine/documents/stages/kept.h"
#include "engine/documents/stages/stage_functions.h"

namespace engine::documents::stages {

using run::Did;

namespace {

// The file is known, but its content is no longer held.
Expected<Did> read_after_all(items::Item& item, Context& context) {
  return read(item, context)
      .and_then([&](Did) { return validate(item, context); })
      .and_then([&](Did) { return key(item, context); });
}

void keep_in_memory(const items::Item& item, Duration cost, const Services& services) {
  const std::uint64_t bytes = item.content->memory_bytes();
  if (item.trace.idle) {
    services.cache.put_ahead(item.content_key(), item.content, bytes, cost, services.now());
  } else {
    services.cache.put(item.content_key(), item.content, bytes, cost, services.now());
  }
}

/// What the second level has moves up into the first.
void ask_second_level(items::Item& item, Context& context) {
  if (!context.second_level) return;
  const std::string name = services::second_level_name(item.key, item.format);
  auto found =
      item.trace.idle ? context.second_level->get_ahead(name) : context.second_level->get(name);
  if (!found) return;
  item.content = std::move(found->content);
  keep_in_memory(item, found->cost, context.services);
}

void ask_database(items::Item& item, Context& context) {
  ask_kept(item, context);
  const Services& services = context.services;
  if (item.content) keep_in_memory(item, services.now() - item.trace.started, services);
}

void ask_first_level(items::Item& item, const Services& services) {
  item.content = services.cache.get(item.content_key(), services.now());
  if (services.prefetcher != nullptr) {
    services.prefetcher->looked_up(item.document, item.content_key(), item.content != nullptr);
  }
}

/// Unless the cache refused it.
void note_prepared(const items::Item& item, const Services& services) {
  if (services.cache.has(item.content_key(), services.now())) {
    services.prefetcher->made(item.document, item.content_key());
  }
}

/// Of a content that is prepared nothing is wanted but that the cache has it: no hit, no miss.
Expected<Did> prepare(items::Item& item, Context& context) {
  const Services& services = context.services;
  item.from_cache = services.cache.has(item.content_key(), services.now());
  if (item.from_cache) return Did::work;
  ask_second_level(item, context);
  item.from_cache = item.content != nullptr;
  if (item.from_cache) note_prepared(item, services);
  if (item.unread && !item.from_cache) return read_after_all(item, context);
  return Did::work;
}

}  // namespace

Expected<Did> cache_lookup(items::Item& item, Context& context) {
  if (auto sound = services::refuse_poison(item, context.services.quarantine); !sound) {
    return tl::unexpected(sound.error());
  }
  // What a former attempt found was of the bytes that the file had then.
  item.from_kept = {};
  item.making.reset();
  item.kept_is_unsound = false;
  if (item.trace.idle) return prepare(item, context);
  ask_first_level(item, context.services);
  if (!item.content) ask_second_level(item, context);
  if (!item.content) ask_database(item, context);
  item.from_cache = item.content != nullptr;
  const bool is_parsed = item.from_cache || item.from_kept.parse;
  if (is_parsed) let_go_of_bytes(item, context);
  if (item.unread && !is_parsed) return read_after_all(item, context);
  return Did::work;
}

Expected<Did> cache_insert(items::Item& item, Context& context) {
  // What a limit has left unread does not depend on the bytes alone.
  if (item.from_cache || parsed::extent_of(item.content->parsed) != parsed::Extent::whole)
    return Did::nothing;
  const Services& services = context.services;
  const Duration cost = services.now() - item.trace.started;
  keep_in_memory(item, cost, services);
  if (context.second_level) {
    context.second_level->put(services::second_level_name(item.key, item.format), *item.content,
                              cost);
  }
  if (item.trace.idle) note_prepared(item, services);
  return Did::work;
}

}  // namespace engine::documents::stages
