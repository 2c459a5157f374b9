// What the users of a document engine ask of it, mixed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace scenarios {

/// process a document; replace one by another content under the same id; process one that can only
/// fail; search for the words of a document's name; look up a document's state.
enum class MixedOperation : std::uint8_t { process, replace, bad_document, search, lookup };

/// Names and shares of the requests, as the enumerators.
struct MixedShare {
  std::string_view name;
  double share;
};
inline constexpr std::array<MixedShare, 5> mixed_shares{{{"process", 0.68},
                                                         {"replace", 0.05},
                                                         {"bad document", 0.02},
                                                         {"search", 0.15},
                                                         {"lookup", 0.10}}};

/// The operation of the `id`-th request: by chance, the same for the same id.
MixedOperation mixed_operation(std::uint64_t id);

/// The words of a document's name as a search for all of them: "add" "test" of
/// "html/cmake/add_test.html".
std::string search_for(std::string_view document_id);

}  // namespace scenarios
