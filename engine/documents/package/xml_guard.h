// XML that would take its parser too long.
#pragma once

#include <cstddef>
#include <string_view>

namespace engine::documents::package {

inline constexpr std::size_t most_attributes = 256;  // of one tag; Word writes up to forty

/// What is too much in `xml`, in words; empty if nothing is. libxml2 compares each of a tag's
/// attributes with all in front of it, and adds declared attributes to every element: with these
/// bounded its time is linear. Linear itself. Of what is no XML anything may be said: the parser
/// will refuse it.
std::string_view excess_of(std::string_view xml);

}  // namespace engine::documents::package
