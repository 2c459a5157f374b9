#include "engine/documents/store/packed/term_list.h"

namespace engine::documents::store::packed {

static_assert(analyse::TokenStream::longest_term <= 127, "a length is one byte");

void TermList::clear() {
  // One huge document's room would be paid for by all that come after it.
  constexpr std::size_t room_kept = 1 << 20;
  if (packed_.capacity() > room_kept) packed_ = {};
  packed_.clear();
  if (added_.bucket_count() * sizeof(void*) > room_kept) added_ = {};
  added_.clear();
}

void TermList::add(const analyse::TokenStream& stream) {
  for (std::uint32_t id = 0; id < stream.term_count(); ++id) append(stream.term(id));
}

void TermList::add_new(const analyse::TokenStream& stream) {
  for (std::uint32_t id = 0; id < stream.term_count(); ++id) {
    if (added_.emplace(stream.term(id)).second) append(stream.term(id));
  }
}

void TermList::append(std::string_view term) {
  packed_ += static_cast<char>(term.size());
  packed_ += term;
}

Expected<std::vector<std::string_view>> unpack_terms(std::string_view packed) {
  std::vector<std::string_view> terms;
  while (!packed.empty()) {
    const auto size = static_cast<unsigned char>(packed.front());
    packed.remove_prefix(1);
    if (size == 0 || size > analyse::TokenStream::longest_term || size > packed.size()) {
      return failure(Reason::store_failed, "a document's terms are damaged");
    }
    terms.push_back(packed.substr(0, size));
    packed.remove_prefix(size);
  }
  return terms;
}

}  // namespace engine::documents::store::packed
