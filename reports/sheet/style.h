// How lines and bars look: told apart by colour, by dash, by marker and by grey value.
#pragma once

#include <cstddef>

namespace reports::sheet {

/// A line's or bar's look. Colours are Okabe and Ito's, which colour-blind readers can tell apart;
/// dashes, markers and hatching carry the same distinction in greyscale.
struct Style {
  const char* colour;
  const char* dash;  // gnuplot's dash pattern; "solid"
  int marker;        // gnuplot's point type; 0: none
  double width = 2;  // of a line; 0: only markers
  int hatching = 0;  // of a bar: 0 is solid, otherwise gnuplot's fill pattern
};

inline constexpr Style blue{"#0072B2", "solid", 7};
inline constexpr Style green{"#009E73", "(12,4)", 5};
inline constexpr Style vermilion{"#D55E00", "(12,3,3,3)", 9};
inline constexpr Style grey{"#6E6E6E", "(2,4)", 2, 1.5};
inline constexpr Style black{"#000000", "solid", 0, 1.5};
inline constexpr Style ideal{"#6E6E6E", "(6,4)", 0, 1.5};
inline constexpr Style pale{"#D6E6F2", "solid", 0};  // an interval, behind lines
inline constexpr Style law_style{"#E69F00", "solid", 0, 2.5};

/// The i-th of many like things (phases, stages).
Style series(std::size_t i);

}  // namespace reports::sheet
