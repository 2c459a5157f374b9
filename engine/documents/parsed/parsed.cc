#include "engine/documents/parsed/parsed.h"

namespace engine::documents::parsed {

std::string_view to_string(Format format) {
  switch (format) {
    case Format::text:
      return "text";
    case Format::markdown:
      return "markdown";
    case Format::html:
      return "html";
    case Format::docx:
      return "docx";
    case Format::epub:
      return "epub";
    case Format::pdf:
      return "pdf";
  }
  return "?";
}

std::size_t Parsed::memory_bytes() const {
  return sizeof(*this) + title.capacity() + language_hint.capacity() + text.capacity() +
         blocks.capacity() * sizeof(Block) + parts.capacity() * sizeof(Part) + [&] {
           std::size_t words = 0;
           for (const Part& part : parts) words += part.name.capacity() + part.problem.capacity();
           return words;
         }();
}

}  // namespace engine::documents::parsed
