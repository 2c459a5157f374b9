#include "engine/documents/stages.h"

#include <array>
#include <utility>

#include "engine/documents/read.h"

namespace engine::documents {
namespace {

using run::Did;

Expected<Did> read(Item& item, Context& context) {
  if (item.document.bytes) {
    if (item.document.bytes->size() > context.services.options.document_max_bytes) {
      return failure(Reason::too_large, "more than document.max_bytes");
    }
    item.bytes = std::move(*item.document.bytes);
    return Did::work;
  }
  return read_file(item.document.path, context.services.options.document_max_bytes)
      .map([&](std::string bytes) {
        item.bytes = std::move(bytes);
        return Did::work;
      });
}

Expected<Did> validate(Item& item, Context&) {
  item.byte_count = item.bytes.size();
  if (const auto sound = parse::validate(item.bytes); !sound) return tl::unexpected(sound.error());
  return parse::detect_format(item.document.id, item.bytes).map([&](parse::Format format) {
    item.format = format;
    return Did::work;
  });
}

Expected<Did> key(Item& item, Context& context) {
  item.key = key::digest(context.services.options.key_hash, item.bytes);
  item.has_key = true;
  return Did::work;
}

Expected<Did> cache_lookup(Item& item, Context& context) {
  item.content = context.services.cache.get(item.key, context.services.now());
  item.from_cache = item.content != nullptr;
  if (item.from_cache) item.bytes = std::string();  // a batch may be long: hold no more than needed
  return Did::work;
}

Expected<Did> parse(Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  return context.tools->parser.parse(item.format, item.bytes).map([&](parse::Parsed parsed) {
    item.making = std::make_shared<Content>();
    item.making->parsed = std::move(parsed);
    item.bytes = std::string();
    return Did::work;
  });
}

Expected<Did> chunk(Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  const Options& options = context.services.options;
  item.making->chunks = chunk::split(
      item.making->parsed, {.bytes = options.chunk_size, .overlap = options.chunk_overlap});
  return Did::work;
}

Expected<Did> analyse(Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  item.making->analysis = context.tools->analyser.analyse(item.making->parsed);
  item.stream = std::exchange(item.making->analysis.stream, {});
  item.content = item.making;
  return Did::work;
}

Expected<Did> cache_insert(Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  const run::Time now = context.services.now();
  context.services.cache.put(item.key, item.content, item.content->memory_bytes(),
                             now - item.trace.started, now);
  return Did::work;
}

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
  record.stream = item.from_cache ? nullptr : &item.stream;
  return record;
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

void begin_batch(Context& context) {
  const Options& options = context.services.options;
  if (!context.tools || !options.parser_reuse) context.tools.emplace(options);
}

void release(Item& item) {
  const run::Trace& trace = item.trace;
  item.done({.id = item.document.id,
             .outcome = trace.error ? Outcome::failed : Outcome::ok,
             .error = trace.error,
             .started = trace.started,
             .served = trace.served,
             .finished = trace.finished,
             .stages = trace.stages,
             .content = trace.error ? nullptr : item.content});
}

constexpr std::array<run::Stage<Item, Context>, 8> stages{{{"read", read},
                                                           {"validate", validate},
                                                           {"key", key},
                                                           {"cache_lookup", cache_lookup},
                                                           {"parse", parse},
                                                           {"chunk", chunk},
                                                           {"analyse", analyse},
                                                           {"cache_insert", cache_insert}}};

}  // namespace

const Work& workload() {
  static const Work work{.name = "documents",
                         .stages = stages,
                         .finish_name = "index_and_state",
                         .finish = finish,
                         .begin_batch = begin_batch,
                         .release = release};
  return work;
}

}  // namespace engine::documents
