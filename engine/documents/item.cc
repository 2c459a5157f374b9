#include "engine/documents/item.h"

namespace engine::documents {

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

}  // namespace engine::documents
