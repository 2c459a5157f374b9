#include "engine/documents/items/watched_source.h"

namespace engine::documents::items {

Expected<std::string_view> WatchedSource::next() {
  auto piece = source_.next();
  if (piece) read_ += piece->size();
  seat_.at(run::Progress::Unit::bytes, read_, source_.size());
  return piece;
}

void WatchedSource::rewind() {
  source_.rewind();
  read_ = 0;
}

}  // namespace engine::documents::items
