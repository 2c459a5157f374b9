// From a document's text back to the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/parsed.h"

namespace engine::documents::parsed {

/// Where a stretch of a parsed document's text comes from.
struct Origin {
  std::optional<std::size_t> part;    // index into Parsed::parts; none: the document is one whole
  std::string_view name;              // of the part; lasts as long as the parsed document
  std::optional<SourceRange> source;  // bytes of the part, or of the whole, unpacked
};

/// The bytes of all blocks that the stretch touches (the byte at `begin`, if it is empty); of a
/// stretch that goes on into another part, only those in its first part. No bytes where the blocks
/// have none (the part is a page: that is the place), or where it touches no block. Takes the
/// logarithm of the blocks. Preconditions: as the parser promises, blocks and parts are in order;
/// begin <= end.
Origin origin_of(const Parsed& parsed, std::uint32_t begin, std::uint32_t end);

/// Do all blocks' bytes begin before they end, or are 0 both, each behind the one before in the
/// same part? Linear time. Precondition: blocks and parts are in order.
bool has_ordered_sources(const Parsed& parsed);

}  // namespace engine::documents::parsed
