// Messages on a stream of bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace harness::child {

/// The longest text that is sent or taken in.
inline constexpr std::size_t most_message_bytes = std::size_t{64} << 20;

/// The text behind its length, which takes four bytes, the lowest first. An error: too long.
Expected<std::string> frame_of(std::string_view text);

/// Takes a stream apart again, however it was cut on its way. Trusts nothing: takes no memory for
/// bytes that have not come.
class FrameReader {
 public:
  void add(std::string_view bytes) { bytes_.append(bytes); }

  /// The next text, once it is whole. An error, from then on for ever: what comes is no message.
  Expected<std::optional<std::string>> next();

 private:
  std::string bytes_;
};

}  // namespace harness::child
