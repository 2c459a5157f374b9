#include "engine/documents/markdown/markdown_nesting.h"

#include "engine/documents/markdown/markdown_runs.h"
#include "engine/documents/parsed/limits.h"

namespace engine::documents::markdown {
namespace {

constexpr std::size_t furthest_mark = 256;

constexpr bool is_indent(char c) {
  return c == ' ' || c == '\t';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The length of the list item's mark that `rest` begins with; 0: none.
std::size_t list_mark(std::string_view rest) {
  std::size_t length = 0;
  if (rest[0] == '-' || rest[0] == '+' || rest[0] == '*') {
    length = 1;
  } else {
    while (length < rest.size() && length < 9 && is_digit(rest[length])) ++length;
    if (length == 0 || length == rest.size()) return 0;
    if (rest[length] != '.' && rest[length] != ')') return 0;
    ++length;
  }
  return length == rest.size() || is_indent(rest[length]) ? length : 0;
}

// "- - - - -" is a line across the page, not a list of lists.
bool is_rule(std::string_view line, char mark) {
  const char others[] = {' ', '\t', '\r', mark};
  return (mark == '-' || mark == '*') &&
         line.find_first_not_of({others, 4}) == std::string_view::npos;
}

bool is_line_too_deep(std::string_view line) {
  std::size_t column = 0;
  int marks = 0;
  for (std::size_t i = 0; i < line.size();) {
    if (is_indent(line[i])) {
      column += line[i] == '\t' ? 4 - column % 4 : 1;
      ++i;
      continue;
    }
    const std::size_t mark = line[i] == '>' ? 1 : list_mark(line.substr(i));
    if (mark == 0) return false;
    const bool deep =
        ++marks > parsed::deepest_nesting || (line[i] != '>' && column > furthest_mark);
    if (deep && !is_rule(line.substr(i), line[i])) return true;
    if (deep) return false;
    i += mark;
    column += mark;
  }
  return false;
}

}  // namespace

bool is_nested_too_deep(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = line_length(bytes);
    if (is_line_too_deep(bytes.substr(0, length))) return true;
    bytes.remove_prefix(length < bytes.size() ? length + 1 : length);
  }
  return false;
}

}  // namespace engine::documents::markdown
