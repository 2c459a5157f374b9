// The cache's second level, as the options want it.
#pragma once

#include <memory>
#include <string>

#include "engine/documents/item.h"
#include "engine/documents/options.h"
#include "engine/remote/level.h"

namespace engine::documents {

/// Null without cache.redis. Errors: an address that can't be one. Nothing is asked of the server
/// yet.
Expected<std::unique_ptr<remote::Level>> make_second_level(const Options& options);

/// Under which name the second level has what is made of the bytes with this key: their format
/// counts too, as the same bytes come to another text as HTML.
std::string second_level_name(const key::Key& key, parse::Format format);

}  // namespace engine::documents
