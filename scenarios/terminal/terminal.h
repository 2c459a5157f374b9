// What the terminal behind an output stream shows.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace scenarios {

/// How wide lines may be, and whether colours are welcome.
struct Terminal {
  static constexpr std::size_t narrowest = 40, widest = 100;

  std::size_t width = widest;
  bool colour = false;
  bool is_one = false;  // lines can be written over; a file or a pipe is none
};

/// Of the stream with that descriptor. Its width is the terminal's, else what the environment says
/// in COLUMNS, else the widest; NO_COLOR in the environment forbids colours.
Terminal terminal_of(int descriptor);

/// A width that lines are made for, from what a terminal or the environment says; both may say
/// nothing, or nonsense.
std::size_t usable_width(std::optional<std::size_t> of_terminal, std::string_view columns);

}  // namespace scenarios
