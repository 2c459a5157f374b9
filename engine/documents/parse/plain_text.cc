#include "engine/documents/parse/plain_text.h"

#include <utility>

namespace engine::documents::parse {
namespace {

constexpr std::size_t shortest_rule = 3;
constexpr std::size_t longest_first_line = 2'000;

std::string_view trimmed(std::string_view line) {
  std::size_t begin = 0;
  while (begin < line.size() && static_cast<unsigned char>(line[begin]) <= ' ') ++begin;
  std::size_t end = line.size();
  while (end > begin && static_cast<unsigned char>(line[end - 1]) <= ' ') --end;
  return line.substr(begin, end - begin);
}

// The same mark all along: an underline, or a line between parts.
bool is_rule(std::string_view line) {
  constexpr std::string_view marks = "=-~^\"'`*+#_.:<>";
  return line.size() >= shortest_rule && marks.find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

// Where a text's lines go.
class Lines {
 public:
  explicit Lines(parsed::BlockWriter& writer) : writer_(writer) {}

  // The next one, with its end, if it has one.
  void add(std::string_view whole) {
    add_here(whole);
    at_ += whole.size();
  }

  // All lines that end in `bytes`, which is left with what follows them.
  void add_whole_lines(std::string_view& bytes, char line_end) {
    for (auto end = bytes.find(line_end); end != std::string_view::npos;
         end = bytes.find(line_end)) {
      add(bytes.substr(0, end + 1));
      bytes.remove_prefix(end + 1);
    }
  }

  // When all lines are there.
  std::string take_title() {
    end_block();
    return std::move(title_);
  }

 private:
  void add_here(std::string_view whole) {
    const std::string_view line = trimmed(whole);
    const bool rule = is_rule(line);
    if (line.empty() || rule || whole[0] == '\f') end_block();
    if (line.empty() || rule) return;
    if (title_.empty()) title_ = parsed::shortened(line, longest_first_line);
    const std::size_t begin = at_ + static_cast<std::size_t>(line.data() - whole.data());
    if (!writer_.is_open()) block_.begin = static_cast<std::uint32_t>(begin);
    block_.end = static_cast<std::uint32_t>(begin + line.size());
    writer_.add(parsed::Block::Kind::paragraph, 0, whole);
  }

  void end_block() {
    writer_.came_from(block_);
    writer_.end_block();
  }

  parsed::BlockWriter& writer_;
  std::size_t at_ = 0;         // where the next line begins
  parsed::SourceRange block_;  // of the open block
  std::string title_;
};

// A text without a single line feed has its lines ended as once on a Macintosh.
Expected<char> find_line_end(parsed::Source& source) {
  for (;;) {
    const auto piece = source.next();
    if (!piece) return tl::unexpected(piece.error());
    const bool found = piece->find('\n') != std::string_view::npos;
    if (!found && !piece->empty()) continue;
    source.rewind();
    return found ? '\n' : '\r';
  }
}

}  // namespace

std::string read_plain_text(std::string_view bytes, parsed::BlockWriter& writer) {
  Lines lines(writer);
  lines.add_whole_lines(bytes, bytes.find('\n') == std::string_view::npos ? '\r' : '\n');
  if (!bytes.empty()) lines.add(bytes);
  return lines.take_title();
}

Expected<std::string> read_plain_text(parsed::Source& source, parsed::BlockWriter& writer) {
  const auto line_end = find_line_end(source);
  if (!line_end) return tl::unexpected(line_end.error());
  Lines lines(writer);
  std::string open;  // a line that goes on in the next piece
  for (;;) {
    const auto next = source.next();
    if (!next) return tl::unexpected(next.error());
    if (next->empty()) break;
    std::string_view piece = *next;
    if (!open.empty()) {
      const std::size_t end = piece.find(*line_end);
      const std::string_view rest = piece.substr(0, end == std::string_view::npos ? end : end + 1);
      open += rest;
      piece.remove_prefix(rest.size());
      if (end == std::string_view::npos) continue;
      lines.add(open);
      open.clear();
    }
    lines.add_whole_lines(piece, *line_end);
    open = piece;
  }
  if (!open.empty()) lines.add(open);
  return lines.take_title();
}

}  // namespace engine::documents::parse
