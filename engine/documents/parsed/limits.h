// How far the parsers go along with a document.
#pragma once

#include <cstddef>
#include <cstdint>

namespace engine::documents::parsed {

inline constexpr int deepest_nesting = 512;
inline constexpr std::size_t largest_document = std::size_t{1} << 30;  // the libraries count in int
inline constexpr std::uint32_t most_parts = 10'000;                    // of one document
inline constexpr std::size_t usual_unpacked = std::size_t{64} << 20;   // bytes; a parser's default

// What a parser may do beyond reading each byte once: a document built to make it slow reaches
// this, no honest one does.
inline constexpr std::size_t work_per_byte = 16;
inline constexpr std::size_t free_work = 1'000'000;

}  // namespace engine::documents::parsed
