#include "engine/documents/analyse/token_stream.h"

namespace engine::documents::analyse {

void TokenStream::clear() {
  tokens.clear();
  text_.clear();
  ends_.clear();
}

void TokenStream::reserve(std::size_t token_count, std::size_t term_count, std::size_t term_bytes) {
  tokens.reserve(token_count);
  ends_.reserve(term_count);
  text_.reserve(term_bytes);
}

std::size_t TokenStream::memory_bytes() const {
  return sizeof(*this) + tokens.capacity() * sizeof(Token) + text_.capacity() +
         ends_.capacity() * sizeof(std::uint32_t);
}

}  // namespace engine::documents::analyse
