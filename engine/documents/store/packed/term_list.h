// The terms that a document has in the index.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/documents/analyse/token_stream.h"
#include "engine/expected.h"

namespace engine::documents::store::packed {

/// All terms of a document, in few bytes: an index without contents must be told them to forget the
/// document. A byte of length before each.
class TermList {
 public:
  void clear();
  /// Terms of a stream.
  void add(const analyse::TokenStream& stream);
  /// The same but for those that this has added before.
  void add_new(const analyse::TokenStream& stream);
  std::string_view packed() const { return packed_; }

 private:
  void append(std::string_view term);

  std::string packed_;
  std::unordered_set<std::string> added_;
};

/// What a TermList packed. The views are into it. Errors: store_failed, when the bytes are not
/// such.
Expected<std::vector<std::string_view>> unpack_terms(std::string_view packed);

}  // namespace engine::documents::store::packed
