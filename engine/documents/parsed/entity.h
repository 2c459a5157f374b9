// Character references, such as "&eacute;" and "&#233;".
#pragma once

#include <cstddef>
#include <string_view>

namespace engine::documents::parsed {

/// The UTF-8 text that a whole reference, "&" to ";", stands for; `buffer` may hold it. Not a
/// character: U+FFFD. A name that nobody knows stands for itself.
std::string_view decode_entity(std::string_view reference, char (&buffer)[4]);

}  // namespace engine::documents::parsed
