// Where a reference leads within a file of files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engine::documents::package {

/// The path that `reference` (a relative URI, percent-encoded) means in a file that lies at `from`,
/// both from the package's root and without "/" in front. Nothing where it leads out of the package
/// (a scheme, an authority, too many ".."), to no file, or is not UTF-8.
std::optional<std::string> resolve(std::string_view from, std::string_view reference);

}  // namespace engine::documents::package
