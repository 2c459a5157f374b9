// A text, line by line.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <istream>
#include <string_view>

namespace scenarios::templates {

/// A line, or a part of one that is longer than what is read at a time.
struct LinePiece {
  std::string_view bytes;  // with the line's LF, if it `ends` with one
  std::uint64_t line;      // from 1 on
  bool begins, ends;
};

/// Gives `take` the pieces of a text in order, until it returns false. The memory that it takes
/// does not grow with the text.
template <class Take>
void for_each_piece(std::istream& text, Take take) {
  std::array<char, std::size_t{64} << 10> block;
  std::uint64_t line = 0;
  bool begins = true;
  while (text.read(block.data(), block.size()), text.gcount() > 0) {
    std::string_view rest(block.data(), static_cast<std::size_t>(text.gcount()));
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      const bool ends = end != rest.npos;
      const std::string_view bytes = rest.substr(0, ends ? end + 1 : rest.size());
      if (begins) ++line;
      if (!take(LinePiece{bytes, line, begins, ends})) return;
      begins = ends;
      rest.remove_prefix(bytes.size());
    }
  }
}

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The piece without the mark that some editors put before a text.
inline std::string_view without_mark(const LinePiece& piece) {
  const bool marked = piece.line == 1 && piece.begins && piece.bytes.starts_with(byte_order_mark);
  return marked ? piece.bytes.substr(byte_order_mark.size()) : piece.bytes;
}

}  // namespace scenarios::templates
