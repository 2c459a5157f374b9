// Where a request to a program that answers many ends, and where its answer does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace scenarios::command {

/// line: a line feed behind it (an answer may have a carriage return before that); nul: a byte 0
/// behind it; length: its length before it, in 4 bytes, the highest first; decimal: its length in
/// digits and a line feed before it.
enum class Framing : std::uint8_t { line, nul, length, decimal };

/// An error names the nearest right word.
harness::Expected<Framing> read_framing(std::string_view word);
std::string_view to_string(Framing framing);

/// Why no request can hold this text: "a line break, which ends a request"; nothing where it can.
std::optional<std::string> unframable(Framing framing, std::string_view text);

/// Precondition: it can be framed.
void append_frame(Framing framing, std::string_view text, std::string& into);

/// An answer while it comes, in whatever pieces.
class AnswerReader {
 public:
  enum class State : std::uint8_t { incomplete, complete, excess, too_large, malformed };

  AnswerReader(Framing framing, std::uint64_t most_bytes)
      : framing_(framing), most_bytes_(most_bytes) {}

  /// excess: there is more than one answer.
  State add(std::string_view bytes);

  /// Without its frame. Precondition: complete.
  std::string_view answer() const { return std::string_view(bytes_).substr(from_, length_); }

  /// Has nothing come yet?
  bool empty() const { return bytes_.empty(); }

  /// For the next one.
  void clear();

 private:
  State find_delimiter(char delimiter);
  State read_length();
  State read_digits();
  State found(std::uint64_t from, std::uint64_t length, std::uint64_t end);

  const Framing framing_;
  const std::uint64_t most_bytes_;
  std::string bytes_;
  std::size_t searched_ = 0, from_ = 0, length_ = 0;
};

}  // namespace scenarios::command
