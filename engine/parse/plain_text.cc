#include "engine/parse/plain_text.h"

namespace engine::parse {
namespace {

constexpr std::size_t shortest_rule = 3;

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

}  // namespace

std::string_view read_plain_text(std::string_view bytes, BlockWriter& writer) {
  const char line_end = bytes.find('\n') == std::string_view::npos ? '\r' : '\n';
  std::string_view title;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find(line_end);
    const std::string_view whole = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
    bytes.remove_prefix(whole.size());
    const std::string_view line = trimmed(whole);
    const bool rule = is_rule(line);
    if (line.empty() || rule || whole[0] == '\f') writer.end_block();
    if (line.empty() || rule) continue;
    if (title.empty()) title = line;
    writer.add(Block::Kind::paragraph, 0, whole);
  }
  return title;
}

}  // namespace engine::parse
