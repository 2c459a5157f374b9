#include "engine/documents/items/item.h"

namespace engine::documents::items {

using run::Outcome;

std::string_view Item::bytes_in_memory() const {
  return mapped ? mapped->mapping.bytes() : std::string_view(bytes);
}

Expected<void> Item::check_intact() const {
  if (!mapped || (mapped->mapping.is_intact() && !mapped->file.has_changed())) return {};
  return mapped->file.changed();
}

void Item::let_go_of_bytes() {
  bytes = std::string();
  mapped.reset();
  pieces.reset();
  survey.reset();
}

Result result_of(const Item& item, Outcome outcome) {
  const run::Trace& trace = item.trace;
  return {.id = item.document.id,
          .outcome = outcome,
          .error = trace.error,
          .started = trace.started,
          .served = trace.served,
          .finished = trace.finished,
          .stages = trace.stages,
          .content = outcome == Outcome::ok ? item.content : nullptr,
          .bytes = item.byte_count,
          .attempts = trace.attempts,
          .is_set_aside = item.is_set_aside,
          .from_cache = item.from_cache,
          .resumed = item.resumed};
}

}  // namespace engine::documents::items
