// Contents that are kept in the database, so that they need not be made again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/documents/content/recipe.h"

namespace engine::documents::store {

/// A document's content as it is to be kept, once for all documents that have the same bytes. The
/// store does not look into it.
struct ToKeep {
  std::uint32_t format = 0;  // the same bytes come to another content as another format
  /// Empty: it is not at hand, and `make` is asked for it where the database has none of this
  /// recipe. What both leave empty is not kept.
  std::string_view bytes;
  std::function<std::string()> make;
  bool replace = false;  // what is kept proved unsound
};

/// What was kept, of whoever wrote it.
struct Kept {
  content::Recipe recipe;
  std::string bytes;
};

}  // namespace engine::documents::store
