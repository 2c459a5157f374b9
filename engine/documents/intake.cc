// From a document to its bytes and their key.
#include "engine/documents/stage_functions.h"

#include <utility>

#include "engine/documents/read.h"

namespace engine::documents {

using run::Did;

Expected<Did> read(Item& item, Context& context) {
  if (item.document.bytes) {
    if (item.document.bytes->size() > context.services.options.document_max_bytes) {
      return failure(Reason::too_large, "more than document.max_bytes");
    }
    item.bytes = std::move(*item.document.bytes);
    return Did::work;
  }
  return read_file(item.document.path, context.services.options.document_max_bytes)
      .map([&](std::string bytes) {
        item.bytes = std::move(bytes);
        return Did::work;
      });
}

Expected<Did> validate(Item& item, Context&) {
  item.byte_count = item.bytes.size();
  if (const auto sound = parse::validate(item.bytes); !sound) return tl::unexpected(sound.error());
  return parse::detect_format(item.document.id, item.bytes).map([&](parse::Format format) {
    item.format = format;
    return Did::work;
  });
}

Expected<Did> key(Item& item, Context& context) {
  item.key = key::digest(context.services.options.key_hash, item.bytes);
  item.has_key = true;
  return Did::work;
}

}  // namespace engine::documents
