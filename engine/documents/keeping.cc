// A batch's results made durable.
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
  if (context.services.options.state_updates == store::Updates::gathered) return run::Did::nothing;
  return context.services.store.begin(item.document.id).map([] { return run::Did::work; });
}

Expected<void> finish(std::span<Item* const> batch, Context& context) {
  std::vector<std::string> keys;
  keys.reserve(batch.size());
  std::vector<store::Record> records;
  records.reserve(batch.size());
  for (const Item* item : batch) {
    keys.push_back(item->has_key ? key::to_hex(item->key) : std::string());
    records.push_back(record_of(*item, keys.back()));
  }
  return context.services.store.commit(records);
}

}  // namespace engine::documents
