// A batch's results made durable.
#include <algorithm>
#include <utility>

#include "engine/documents/limits.h"
#include "engine/documents/stage_functions.h"

namespace engine::documents {
namespace {

store::Record record_of(const Item& item, const std::string& key) {
  store::Record record{.id = item.document.id, .key = key, .bytes = item.byte_count};
  if (item.trace.error) {
    record.status = store::Status::failed;
    record.reason = to_string(item.trace.error->reason);
    return record;
  }
  record.parsed = &item.content->parsed;
  record.chunks = &item.content->chunks;
  record.analysis = &item.content->analysis;
  record.stream = item.from_cache || item.in_windows ? nullptr : &item.stream;
  return record;
}

}  // namespace

Expected<run::Did> begin(Item& item, Context& context) {
  item.trace.deadline = deadline_of(item, context.services.options);
  if (context.services.options.state_updates == store::Updates::gathered) return run::Did::nothing;
  return context.services.store.begin(item.document.id).map([] { return run::Did::work; });
}

Expected<void> finish(std::span<Item* const> batch, Context& context) {
  Pools& pools = context.pools;
  pools.keys.resize(std::max(pools.keys.size(), batch.size()));  // records point into them
  pools.records.clear();
  pools.records.reserve(batch.size());
  auto key = pools.keys.begin();
  for (const Item* item : batch) {
    key->clear();
    if (item->has_key) key::append_hex(item->key, *key);
    pools.records.push_back(record_of(*item, *key++));
  }
  auto committed = context.services.store.commit(pools.records);
  pools.trim_batch();
  if (!committed) return committed;  // it may be tried again
  for (Item* item : batch) pools.streams.give(std::exchange(item->stream, {}));
  return committed;
}

}  // namespace engine::documents
