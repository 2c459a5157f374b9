#include "scenarios/terminal/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace scenarios {
namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::optional<std::size_t> columns_of_device(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

}  // namespace

std::size_t usable_width(std::optional<std::size_t> of_terminal, std::string_view columns) {
  std::size_t width = 0;
  if (of_terminal) {
    width = *of_terminal;
  } else {
    const char* const end = columns.data() + columns.size();
    const auto [stopped, error] = std::from_chars(columns.data(), end, width);
    if (error != std::errc{} || stopped != end || width == 0) width = Terminal::widest;
  }
  return std::clamp(width, Terminal::narrowest, Terminal::widest);
}

Terminal terminal_of(int descriptor) {
  const bool is_one = ::isatty(descriptor) == 1;
  return {.width = usable_width(is_one ? columns_of_device(descriptor) : std::nullopt,
                                environment("COLUMNS")),
          .colour = is_one && std::getenv("NO_COLOR") == nullptr,
          .is_one = is_one};
}

}  // namespace scenarios
