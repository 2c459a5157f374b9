#include "engine/documents/stages/stages.h"

#include <algorithm>
#include <array>

#include "engine/documents/stages/stage_functions.h"

namespace engine::documents::stages {
namespace {

void begin_batch(Context& context) {
  const options::Options& options = context.services.options;
  context.services.store.begin_batch();
  if (context.outworker) {
    if (options.parser_reuse) return;
    context.outworker->renew_tools();
    context.tools.reset();  // what PDFs have needed
    return;
  }
  if (!context.tools || !options.parser_reuse) context.tools.emplace(options);
}

run::About about(items::Item& item) {
  charge_elsewhere(item);
  return {.id = item.document.id, .bytes = item.byte_count, .from_cache = item.from_cache};
}

std::uint64_t held_bytes(const items::Item& item) {
  return item.bytes.capacity() + (item.document.bytes ? item.document.bytes->capacity() : 0) +
         (item.content ? item.content->memory_bytes() : 0) + item.stream.memory_bytes() +
         item.kept.capacity();
}

/// A document that needs no work any more passes the stage by.
template <Expected<run::Did> (*stage)(items::Item&, Context&)>
Expected<run::Did> unless_resumed(items::Item& item, Context& context) {
  return item.resumed ? run::Did::nothing : stage(item, context);
}

constexpr std::array<run::Stage<items::Item, Context>, 12> stages{
    {{"resume", look_back},
     {"begin", unless_resumed<begin>},
     {"read", unless_resumed<read>},
     {"validate", unless_resumed<validate>},
     {"key", unless_resumed<key>},
     {"cache_lookup", unless_resumed<cache_lookup>},
     {"unpack", unless_resumed<unpack>},
     {"parse", unless_resumed<parse>, true},
     {"chunk", unless_resumed<chunk>},
     {"analyse", unless_resumed<analyse>},
     {"cache_insert", unless_resumed<cache_insert>},
     {"keep", unless_resumed<keep>}}};

constexpr std::size_t number_of(std::string_view name) {
  std::size_t i = 0;
  while (stages[i].name != name) ++i;
  return i;
}

/// What is in memory is still there; a file that may have changed meanwhile is read again.
std::size_t start_again(items::Item& item, std::size_t failed_stage) {
  constexpr std::size_t reading = number_of("read"), parsing = number_of("parse");
  const bool holds_file = item.pieces || item.mapped;
  const bool has_read = item.document.bytes || item.unread || !item.bytes.empty();
  if (failed_stage > parsing || (has_read && !holds_file)) return failed_stage;
  item.let_go_of_bytes();
  return std::min(failed_stage, reading);
}

/// The child process dies of this document, if it will get it.
void crash(items::Item& item, Context& context) {
  const bool is_made = item.resumed || item.from_cache || item.from_kept.parse || item.elsewhere;
  if (is_made || item.format == parsed::Format::pdf || !context.outworker) return;
  context.outworker->lose_next();
}

std::size_t identity(const items::Item& item) {
  return std::hash<std::string>()(item.document.id);
}

}  // namespace

const Work& workload() {
  static const Work work{.name = "documents",
                         .stages = stages,
                         .finish_name = "index_and_state",
                         .finish = finish,
                         .begin_batch = begin_batch,
                         .held_bytes = held_bytes,
                         .identity = identity,
                         .start_again = start_again,
                         .crash = crash,
                         .about = about};
  return work;
}

}  // namespace engine::documents::stages
