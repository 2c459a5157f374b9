#include "engine/documents/parsed/source.h"

namespace engine::documents::parsed {

Expected<std::string_view> Unmarked::next() {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (begun_) return source_.next();
  begun_ = true;
  Expected<std::string_view> piece = source_.next();
  if (piece && !piece->empty() && piece->size() < mark.size()) {
    do {
      head_ += *piece;
      piece = source_.next();
    } while (piece && !piece->empty() && head_.size() < mark.size());
    if (piece) piece = head_ += *piece;
  }
  if (!piece || !piece->starts_with(mark)) return piece;
  mark_bytes_ = static_cast<std::uint32_t>(mark.size());
  piece->remove_prefix(mark.size());
  return piece->empty() ? source_.next() : piece;
}

void Unmarked::rewind() {
  source_.rewind();
  head_.clear();
  begun_ = false;
}

Expected<std::string> gathered(Source& source) {
  std::string bytes;
  bytes.reserve(source.size());
  for (;;) {
    const auto piece = source.next();
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) return bytes;
    bytes += *piece;
  }
}

}  // namespace engine::documents::parsed
