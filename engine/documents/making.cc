// From bytes to a content.
#include "engine/documents/stage_functions.h"

#include <utility>

namespace engine::documents {

using run::Did;

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

}  // namespace engine::documents
