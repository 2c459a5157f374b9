// From bytes to a content.
#include "engine/documents/items/watched_source.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/stages/limits.h"
#include "engine/documents/stages/paging.h"
#include "engine/documents/stages/stage_functions.h"

#include <algorithm>
#include <string>
#include <utility>

namespace engine::documents::stages {

using content::Content;

using run::Did;

namespace {

/// Libraries that build upon what they have read, or another process, want all of it, and that
/// nothing changes under their feet.
Expected<std::string> gathered(items::Item& item) {
  if (!item.pieces) return std::string(item.bytes_in_memory());
  return parsed::gathered(*item.pieces);
}

Expected<parsed::Parsed> parse_bytes(items::Item& item, Context& context) {
  const parsed::Limits limits = limits_of(item, context.services);
  if (item.format == parsed::Format::pdf) {
    const auto read = [&](std::string_view bytes) {
      return parse_pdf(bytes, limits, context.pdfs, context.tools_at_hand().parser,
                       [&](std::uint32_t done, std::uint32_t all) {
                         context.seat.at(run::Progress::Unit::pages, done, all);
                       });
    };
    return item.pieces ? gathered(item).and_then(read) : read(item.bytes_in_memory());
  }
  parse::Parser& parser = context.tools_at_hand().parser;
  if (item.pieces) {
    items::WatchedSource watched(*item.pieces, context.seat);
    return parser.parse(item.format, watched, limits);
  }
  const bool builds_on_bytes =
      item.format == parsed::Format::markdown || !parsed::is_text(item.format);
  if (item.mapped && builds_on_bytes) {
    return gathered(item).and_then(
        [&](const std::string& bytes) { return parser.parse(item.format, bytes, limits); });
  }
  return parser.parse(item.format, item.bytes_in_memory(), limits);
}

Expected<parsed::Parsed> parse_in_sight(items::Item& item, Context& context) {
  const run::Sitting sitting(context.seat, item.document.id, item.trace.started, "parse");
  return parse_bytes(item, context);
}

// Its words may take what its text leaves. If that is too little for all of its tokens, it may do
// for a window's.
Expected<analyse::Analysis> analyse_text(items::Item& item, Context& context) {
  const parsed::Parsed& parsed = item.making->parsed;
  std::uint64_t left = analyse::Analyser::boundless;
  if (const auto most = context.services.options.document_max_memory) {
    left = *most - std::min<std::uint64_t>(*most, parsed.memory_bytes());
  }
  analyse::Analyser& analyser = context.tools_at_hand().analyser;
  if (!item.in_windows) {
    auto analysis = analyser.analyse(parsed, context.pools.streams.take(), left);
    if (analysis || analysis.error().reason != Reason::out_of_memory) return analysis;
    item.in_windows = true;
  }
  return analyser.analyse_in_windows(parsed, left);
}

// A file of files may be small, and its text large.
bool is_large_text(const items::Item& item, const Context& context) {
  return context.services.options.read_mode == options::ReadMode::stream &&
         !parsed::is_text(item.format) && item.making->parsed.text.size() > items::piece_bytes;
}

// There may be no child's parser between it and the analyser: the text is sound.
Expected<Did> take_kept(items::Item& item, Context& context) {
  if (!context.tools && !item.from_kept.analyse) context.tools.emplace(context.services.options);
  item.in_windows = context.services.options.read_mode == options::ReadMode::stream &&
                    item.making->parsed.text.size() > items::piece_bytes;
  return Did::nothing;
}

}  // namespace

void let_go_of_bytes(items::Item& item, Context& context) {
  context.pools.bytes.give(std::move(item.bytes));
  item.let_go_of_bytes();
}

Expected<Did> parse(items::Item& item, Context& context) {
  if (item.from_cache) return Did::nothing;
  if (item.from_kept.parse) return take_kept(item, context);
  // A PDF is in a child process anyway, which can be killed without losing its pages.
  if (context.outworker && item.format != parsed::Format::pdf) return make_elsewhere(item, context);
  Expected<parsed::Parsed> parsed = parse_in_sight(item, context);
  if (auto intact = item.check_intact(); !intact) return tl::unexpected(intact.error());
  if (!parsed) return tl::unexpected(parsed.error());
  item.trace.deadline.reset();  // what there is is kept, though its parser needed all its time
  item.making = std::make_shared<Content>();
  item.making->parsed = *std::move(parsed);
  item.in_windows = item.in_windows || item.pieces != nullptr || is_large_text(item, context);
  let_go_of_bytes(item, context);
  return Did::work;
}

Expected<Did> chunk(items::Item& item, Context& context) {
  if (item.from_cache || item.elsewhere || item.from_kept.chunk) return Did::nothing;
  item.making->chunks =
      chunk::split(item.making->parsed, context.services.options.chunks, context.pools.chunk_room);
  context.pools.trim();
  return Did::work;
}

Expected<Did> analyse(items::Item& item, Context& context) {
  if (item.from_cache || item.elsewhere) return Did::nothing;
  if (item.from_kept.analyse) {
    item.content = item.making;
    return Did::nothing;
  }
  const run::Sitting sitting(context.seat, item.document.id, item.trace.started, "analyse");
  Expected<analyse::Analysis> analysis = analyse_text(item, context);
  if (!analysis) return tl::unexpected(analysis.error());
  item.making->analysis = *std::move(analysis);
  if (!item.in_windows) item.stream = std::exchange(item.making->analysis.stream, {});
  item.content = item.making;
  return Did::work;
}

}  // namespace engine::documents::stages
