// The cache's second level, as the options want it.
#pragma once

#include <memory>
#include <string>

#include "engine/documents/items/item.h"
#include "engine/documents/options/options.h"
#include "engine/documents/remote/level.h"

namespace engine::documents::services {

/// Null without cache.redis. Errors: an address that can't be one. Nothing is asked of the server
/// yet.
Expected<std::unique_ptr<remote::Level>> make_second_level(const options::Options& options);

/// Under which name the second level has what is made of the bytes with this key: their format
/// counts too, as the same bytes come to another text as HTML.
std::string second_level_name(const key::Key& key, parsed::Format format);

}  // namespace engine::documents::services
