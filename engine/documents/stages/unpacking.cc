// From packed bytes to those of the document.
#include <utility>

#include "engine/documents/parse/gunzip.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/validation.h"
#include "engine/documents/stages/stage_functions.h"

namespace engine::documents::stages {
namespace {

using run::Did;

Expected<std::string> unpacked(items::Item& item, std::uint64_t most) {
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

Expected<Did> unpack(items::Item& item, Context& context) {
  if (item.from_cache || item.from_kept.parse || !item.packed) return Did::nothing;
  const options::Options& options = context.services.options;
  Expected<std::string> bytes = unpacked(item, options.document_max_bytes);
  if (auto intact = item.check_intact(); !intact) return tl::unexpected(intact.error());
  if (!bytes) return tl::unexpected(bytes.error());
  let_go_of_bytes(item, context);
  item.bytes = *std::move(bytes);
  item.in_windows =
      options.read_mode == options::ReadMode::stream && item.bytes.size() > items::piece_bytes;
  if (!parsed::is_text(item.format)) return Did::work;
  return parsed::validate(item.bytes).map([] { return Did::work; });
}

}  // namespace engine::documents::stages
