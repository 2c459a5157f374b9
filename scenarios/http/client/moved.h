// What came of one try to move bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace scenarios::http {

struct Moved {
  /// `to_read`, `to_write`: nothing yet, until the socket can be read, written.
  enum class State : std::uint8_t { moved, to_read, to_write, ended, failed };

  State state = State::moved;
  std::size_t bytes = 0;
  int error = 0;  // an errno, where it failed; 0: TLS has, and knows why
};

}  // namespace scenarios::http
