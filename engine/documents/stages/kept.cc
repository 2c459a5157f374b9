#include "engine/documents/stages/kept.h"

#include <utility>

#include "engine/documents/stages/kept_content.h"
#include "engine/documents/stages/stage_functions.h"

namespace engine::documents::stages {

using content::Content;

using run::Did;

void ask_kept(items::Item& item, Context& context) {
  const Services& services = context.services;
  if (!services.options.state_keep || item.trace.idle) return;
  const auto kept =
      services.store.kept(key::to_hex(item.key), static_cast<std::uint32_t>(item.format));
  if (!kept || !*kept) return;
  const content::Recipe& then = (*kept)->recipe;
  if (then.parse != services.recipe.parse) return;
  auto content = unpack_content((*kept)->bytes, item.key);
  item.kept_is_unsound = !content;
  if (!content) return;
  item.from_kept = {.parse = true,
                    .chunk = then.chunk == services.recipe.chunk,
                    .analyse = then.analyse == services.recipe.analyse};
  item.making = std::make_shared<Content>(*std::move(content));
  if (item.from_kept.chunk && item.from_kept.analyse) item.content = std::exchange(item.making, {});
}

Expected<Did> keep(items::Item& item, Context& context) {
  if (!context.services.options.state_keep || item.from_cache || item.trace.idle) {
    return Did::nothing;
  }
  if (item.content->memory_bytes() > most_kept) return Did::nothing;
  item.kept = pack_content(*item.content, item.key);
  return Did::work;
}

store::ToKeep to_keep(const items::Item& item) {
  store::ToKeep keep;
  keep.format = static_cast<std::uint32_t>(item.format);
  keep.bytes = item.kept;
  keep.replace = item.kept_is_unsound;
  keep.make = [&item] {
    const bool fits = item.content->memory_bytes() <= most_kept;
    return fits ? pack_content(*item.content, item.key) : std::string();
  };
  return keep;
}

}  // namespace engine::documents::stages
