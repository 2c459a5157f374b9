// The end of what a program says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace scenarios::command {

/// Keeps the last 4 KiB of a stream, however long it is.
class LastWords {
 public:
  static constexpr std::size_t most_bytes = 4096;

  void add(std::string_view said);

  /// The last line that is not empty, without what no terminal should be sent; may be empty.
  std::string line() const;

 private:
  std::string end_;
};

/// Reads all that is there now from a descriptor that does not block, at most so many bytes;
/// `heard` may be null. False once the other end is closed.
bool drain(int descriptor, std::uint64_t most, LastWords* heard);

}  // namespace scenarios::command
