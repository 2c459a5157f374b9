// Where pieces of Markdown stand in the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/parsed/block_writer.h"

namespace engine::documents::markdown {

/// Takes md4c's pieces, most of which lie in what it was given, back to the document that it was
/// made from.
class MarkdownPlaces {
 public:
  /// `given` is the document with a line feed inserted at each place in `inserted`, in order, and
  /// perhaps something behind its end; both must outlive this.
  MarkdownPlaces(std::string_view given, std::span<const std::size_t> inserted)
      : given_(given), inserted_(inserted) {}

  /// Nothing if the piece does not lie in what was given.
  std::optional<parsed::SourceRange> find(std::string_view piece) const {
    // Whatever it points to: the distance is too large where it is not within.
    const auto at = reinterpret_cast<std::uintptr_t>(piece.data()) -
                    reinterpret_cast<std::uintptr_t>(given_.data());
    if (at >= given_.size() || piece.empty()) return std::nullopt;
    const std::size_t end = at + piece.size();
    if (!inserted_.empty()) return parsed::SourceRange{in_document(at), in_document(end - 1) + 1};
    return parsed::SourceRange{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
  }

 private:
  std::uint32_t in_document(std::size_t at) const;

  std::string_view given_;
  std::span<const std::size_t> inserted_;
};

/// HTML put together from a document's pieces, so that it can be parsed alone.
class HtmlExcerpt {
 public:
  explicit HtmlExcerpt(std::size_t document_bytes) : document_bytes_(document_bytes) {}

  /// `place`: the document's bytes that the piece is; nothing if it is none of its bytes.
  void add(std::string_view piece, std::optional<parsed::SourceRange> place);
  void clear();

  const std::string& text() const { return text_; }

  /// Where in the document this stretch of the text stood. Precondition: some piece has a place.
  parsed::SourceRange in_document(parsed::SourceRange stretch) const;

 private:
  struct Piece {
    std::uint32_t at;  // in the text
    parsed::SourceRange place;
  };
  const Piece& piece_at(std::size_t at) const;

  std::size_t document_bytes_;
  std::string text_;
  std::vector<Piece> pieces_;  // that have a place, those that follow each other in both in one
};

}  // namespace engine::documents::markdown
