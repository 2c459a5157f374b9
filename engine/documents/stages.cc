#include "engine/documents/stages.h"

#include <array>

#include "engine/documents/stage_functions.h"

namespace engine::documents {
namespace {

void begin_batch(Context& context) {
  const Options& options = context.services.options;
  context.services.store.begin_batch();
  if (context.outworker) {
    if (!options.parser_reuse) context.outworker->renew_tools();
    return;
  }
  if (!context.tools || !options.parser_reuse) context.tools.emplace(options);
}

void release(Item& item) {
  charge_elsewhere(item);
  const run::Trace& trace = item.trace;
  item.done({.id = item.document.id,
             .outcome = trace.error ? Outcome::failed : Outcome::ok,
             .error = trace.error,
             .started = trace.started,
             .served = trace.served,
             .finished = trace.finished,
             .stages = trace.stages,
             .content = trace.error ? nullptr : item.content,
             .bytes = item.byte_count,
             .from_cache = item.from_cache});
}

std::uint64_t held_bytes(const Item& item) {
  return item.bytes.capacity() + (item.document.bytes ? item.document.bytes->capacity() : 0) +
         (item.content ? item.content->memory_bytes() : 0) + item.stream.memory_bytes();
}

std::size_t identity(const Item& item) {
  return std::hash<std::string>()(item.document.id);
}

constexpr std::array<run::Stage<Item, Context>, 10> stages{{{"begin", begin},
                                                            {"read", read},
                                                            {"validate", validate},
                                                            {"key", key},
                                                            {"cache_lookup", cache_lookup},
                                                            {"unpack", unpack},
                                                            {"parse", parse, true},
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
                         .release = release,
                         .held_bytes = held_bytes,
                         .identity = identity};
  return work;
}

}  // namespace engine::documents
