// A line of a page that is being written.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <utility>

namespace reports {

template <class... Arguments>
void add_line(std::string& page, fmt::format_string<Arguments...> format,
              Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(page), format, std::forward<Arguments>(arguments)...);
  page += '\n';
}

}  // namespace reports
