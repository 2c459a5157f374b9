#include "engine/documents/codec/packed_stream.h"

#include <limits>
#include <string_view>

namespace engine::documents::codec {
namespace {

using analyse::TokenStream;

bool begins_character(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

bool unpack_terms(const PackedStream& packed, TokenStream& stream) {
  const std::string_view terms = packed.terms;
  std::size_t begin = 0;
  for (const std::uint32_t bytes : packed.term_bytes) {
    if (bytes == 0 || bytes > TokenStream::longest_term || bytes > terms.size() - begin ||
        !begins_character(terms, begin + bytes)) {
      return false;
    }
    stream.add_term(terms.substr(begin, bytes));
    begin += bytes;
  }
  return begin == terms.size();
}

}  // namespace

PackedStream pack(const TokenStream& stream) {
  PackedStream packed;
  const auto terms = static_cast<std::uint32_t>(stream.term_count());
  packed.term_bytes.reserve(terms);
  for (std::uint32_t id = 0; id < terms; ++id) {
    const std::string_view term = stream.term(id);
    packed.terms.append(term);
    packed.term_bytes.push_back(static_cast<std::uint32_t>(term.size()));
  }
  packed.tokens.reserve(stream.tokens.size() * 3);
  std::uint32_t behind = 0;
  for (const analyse::Token& token : stream.tokens) {
    packed.tokens.insert(packed.tokens.end(),
                         {token.begin - behind, token.end - token.begin, token.term});
    behind = token.end;
  }
  return packed;
}

bool unpack(const PackedStream& packed, std::size_t text_bytes, TokenStream& stream) {
  if (packed.tokens.size() % 3 != 0 || text_bytes > std::numeric_limits<std::uint32_t>::max()) {
    return false;
  }
  stream = {};
  stream.reserve(packed.tokens.size() / 3, packed.term_bytes.size(), packed.terms.size());
  if (!unpack_terms(packed, stream)) return false;
  const auto end_of_text = static_cast<std::uint32_t>(text_bytes);
  std::uint32_t behind = 0;
  for (std::size_t i = 0; i < packed.tokens.size(); i += 3) {
    const std::uint32_t gap = packed.tokens[i];
    const std::uint32_t length = packed.tokens[i + 1];
    const std::uint32_t term = packed.tokens[i + 2];
    if (gap > end_of_text - behind || length == 0 || length > end_of_text - behind - gap ||
        term >= stream.term_count()) {
      return false;
    }
    behind += gap + length;
    stream.tokens.push_back({behind - length, behind, term});
  }
  return true;
}

}  // namespace engine::documents::codec
