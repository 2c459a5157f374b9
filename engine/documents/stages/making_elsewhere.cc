// From bytes to a content, in a child process.
#include <algorithm>
#include <utility>

#include "engine/documents/stages/limits.h"
#include "engine/documents/stages/stage_functions.h"
#include "engine/documents/stages/stages.h"

namespace engine::documents::stages {

using content::Content;

namespace {

std::size_t stage_number(std::string_view name) {
  const auto names = workload().stage_names();
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

/// The other process wants the document whole.
Expected<void> gather_pieces(items::Item& item) {
  return parsed::gathered(*item.pieces).map([&](std::string bytes) {
    item.bytes = std::move(bytes);
    item.pieces.reset();
  });
}

}  // namespace

Expected<run::Did> make_elsewhere(items::Item& item, Context& context) {
  item.in_windows = item.in_windows || item.pieces != nullptr;
  if (item.pieces) {
    if (const auto whole = gather_pieces(item); !whole) return tl::unexpected(whole.error());
  }
  auto reply = context.outworker->work(item.format, item.bytes_in_memory(), item.in_windows,
                                       limits_of(item, context.services));
  if (auto intact = item.check_intact(); !intact) return tl::unexpected(intact.error());
  if (!reply) return tl::unexpected(reply.error());
  if (!reply->made) return tl::unexpected(reply->made.error());
  item.trace.deadline.reset();  // what there is is kept
  item.elsewhere = reply->times;
  item.stream = std::move(reply->made->stream);
  item.content = std::make_shared<const Content>(std::move(reply->made->content));
  let_go_of_bytes(item, context);
  return run::Did::work;
}

void charge_elsewhere(items::Item& item) {
  static const std::size_t parse = stage_number("parse");
  static const std::size_t chunk = stage_number("chunk");
  static const std::size_t analyse = stage_number("analyse");
  if (!item.elsewhere) return;
  const process::Times& times = *item.elsewhere;
  Duration& whole = item.trace.stages[parse];
  if (times.parse + times.chunk + times.analyse > whole) return;  // not by our clock
  whole -= times.chunk + times.analyse;
  item.trace.stages[chunk] = times.chunk;
  item.trace.stages[analyse] = times.analyse;
}

}  // namespace engine::documents::stages
