#include "engine/documents/markdown/markdown_places.h"

#include <algorithm>

namespace engine::documents::markdown {

std::uint32_t MarkdownPlaces::in_document(std::size_t at) const {
  const auto behind = std::ranges::lower_bound(inserted_, at);
  return static_cast<std::uint32_t>(at - static_cast<std::size_t>(behind - inserted_.begin()));
}

void HtmlExcerpt::add(std::string_view piece, std::optional<parsed::SourceRange> place) {
  const auto at = static_cast<std::uint32_t>(text_.size());
  text_ += piece;
  Piece* const last = pieces_.empty() ? nullptr : &pieces_.back();
  // md4c has line feeds of its own; there was one in the document, too.
  const bool goes_on = last != nullptr && at - last->at == last->place.end - last->place.begin;
  if (!place && goes_on && piece == "\n") {
    if (last->place.end < document_bytes_) ++last->place.end;
  } else if (place && goes_on && place->begin == last->place.end) {
    last->place.end = place->end;
  } else if (place) {
    if (last != nullptr && last->place.end > place->begin) last->place.end = place->begin;
    pieces_.push_back({at, *place});
  }
}

void HtmlExcerpt::clear() {
  text_.clear();
  pieces_.clear();
}

parsed::SourceRange HtmlExcerpt::in_document(parsed::SourceRange stretch) const {
  // `behind` bytes behind the one at `at`.
  const auto back = [this](std::uint32_t at, std::uint32_t behind) {
    const Piece& piece = piece_at(at);
    const std::uint32_t length = piece.place.end - piece.place.begin;
    return piece.place.begin + (at < piece.at ? 0 : std::min(at - piece.at + behind, length));
  };
  return {back(stretch.begin, 0), back(stretch.end - 1, 1)};
}

// The last that begins there or before, else the first.
const HtmlExcerpt::Piece& HtmlExcerpt::piece_at(std::size_t at) const {
  const auto behind =
      std::ranges::upper_bound(pieces_, at, {}, [](const Piece& piece) { return piece.at; });
  return behind == pieces_.begin() ? *behind : *(behind - 1);
}

}  // namespace engine::documents::markdown
