// From bytes to a content.
#include "engine/documents/stage_functions.h"

#include <string>
#include <utility>

namespace engine::documents {

using run::Did;

namespace {

Expected<parse::Parsed> parse_bytes(Item& item, parse::Parser& parser) {
  if (item.pieces) return parser.parse(item.format, *item.pieces);
  const bool builds_on_bytes =
      item.format == parse::Format::markdown || !parse::is_text(item.format);
  if (item.mapped && builds_on_bytes) {
    // md4c and libzip build upon what they have read: under their feet nothing may change.
    return parser.parse(item.format, std::string(item.bytes_in_memory()));
  }
  return parser.parse(item.format, item.bytes_in_memory());
}

// A file of files may be small, and its text large.
bool is_large_text(const Item& item, const Context& context) {
  return context.services.options.read_mode == ReadMode::stream && !parse::is_text(item.format) &&
         item.making->parsed.text.size() > piece_bytes;
}

}  // namespace

void let_go_of_bytes(Item& item, Context& context) {
  context.pools.bytes.give(std::move(item.bytes));
  item.let_go_of_bytes();
}

Expected<Did> parse(Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  if (context.outworker) return make_elsewhere(item, context);
  Expected<parse::Parsed> parsed = parse_bytes(item, context.tools->parser);
  if (auto intact = item.check_intact(); !intact) return tl::unexpected(intact.error());
  if (!parsed) return tl::unexpected(parsed.error());
  item.making = std::make_shared<Content>();
  item.making->parsed = *std::move(parsed);
  item.in_windows = item.in_windows || item.pieces != nullptr || is_large_text(item, context);
  let_go_of_bytes(item, context);
  return Did::work;
}

Expected<Did> chunk(Item& item, Context& context) {
  if (item.from_cache || item.elsewhere) return Did::nothing;
  const Options& options = context.services.options;
  item.making->chunks = chunk::split(
      item.making->parsed, {.bytes = options.chunk_size, .overlap = options.chunk_overlap},
      context.pools.chunk_room);
  context.pools.trim();
  return Did::work;
}

Expected<Did> analyse(Item& item, Context& context) {
  if (item.from_cache || item.elsewhere) return Did::nothing;
  analyse::Analyser& analyser = context.tools->analyser;
  if (item.in_windows) {
    item.making->analysis = analyser.analyse_in_windows(item.making->parsed);
  } else {
    item.making->analysis = analyser.analyse(item.making->parsed, context.pools.streams.take());
    item.stream = std::exchange(item.making->analysis.stream, {});
  }
  item.content = item.making;
  return Did::work;
}

}  // namespace engine::documents
