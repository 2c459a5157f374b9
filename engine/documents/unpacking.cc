// From packed bytes to those of the document.
#include <utility>

#include "engine/documents/stage_functions.h"
#include "engine/parse/gunzip.h"

namespace engine::documents {
namespace {

using run::Did;

Expected<std::string> unpacked(Item& item, std::uint64_t most) {
  if (!item.pieces) return parse::gunzip(item.bytes_in_memory(), most);
  parse::Gunzip gunzip(most);
  for (;;) {
    const auto piece = item.pieces->next();
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) return gunzip.finish();
    if (const auto added = gunzip.add(*piece); !added) return tl::unexpected(added.error());
  }
}

}  // namespace

Expected<Did> unpack(Item& item, Context& context) {
  if (item.from_cache || item.from_kept.parse || !item.packed) return Did::nothing;
  const Options& options = context.services.options;
  Expected<std::string> bytes = unpacked(item, options.document_max_bytes);
  if (auto intact = item.check_intact(); !intact) return tl::unexpected(intact.error());
  if (!bytes) return tl::unexpected(bytes.error());
  let_go_of_bytes(item, context);
  item.bytes = *std::move(bytes);
  item.in_windows = options.read_mode == ReadMode::stream && item.bytes.size() > piece_bytes;
  if (!parse::is_text(item.format)) return Did::work;
  return parse::validate(item.bytes).map([] { return Did::work; });
}

}  // namespace engine::documents
