// JSON as some programs write it.
#pragma once

#include <string>
#include <string_view>

namespace harness::benchmarks {

/// The text with an empty text ("") in the place of each bare NaN and Infinity (with or without a
/// minus), which are no JSON but what C++ prints; as long as before, so that lines stay.
std::string without_bare_numbers(std::string_view text);

}  // namespace harness::benchmarks
