// A PDF as poppler reads it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/documents/pdf/document.h"

namespace poppler {
class document;
}

namespace engine::documents::pdf {

/// An open PDF. Poppler says nothing on stderr. Throws where there is no memory left.
class PopplerDocument {
 public:
  /// `bytes` must outlive it. Errors: encrypted (with a password that is not the empty one),
  /// malformed, too_large (bytes or pages), empty (no pages).
  static Expected<PopplerDocument> open(std::string_view bytes);

  ~PopplerDocument();
  PopplerDocument(PopplerDocument&&) noexcept;
  PopplerDocument& operator=(PopplerDocument&&) noexcept;

  std::uint32_t pages() const { return pages_; }
  /// One line, at most max_title_bytes.
  std::string title() const;
  /// A page without text in which poppler found faults has failed: nobody knows what was in it.
  /// Precondition: number < pages().
  Page page(std::uint32_t number) const;

 private:
  PopplerDocument(std::unique_ptr<poppler::document> document, std::uint32_t pages);

  std::unique_ptr<poppler::document> document_;
  std::uint32_t pages_;
};

}  // namespace engine::documents::pdf
