#include "harness/probe/proc_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>

namespace harness::probe {
namespace {

constexpr std::uint64_t largest_counter = std::uint64_t{1} << 53;
constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void skip_words(std::string_view& text, int count) {
  for (int i = 0; i < count; ++i) next_word(text);
}

bool take_numbers(std::string_view& text, std::initializer_list<std::uint64_t*> into) {
  for (std::uint64_t* member : into) {
    const std::optional<std::uint64_t> number = whole_number(next_word(text));
    if (!number) return false;
    *member = *number;
  }
  return true;
}

std::optional<std::int32_t> process_id(std::string_view word) {
  std::int32_t id = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
  if (error != std::errc{} || end != word.data() + word.size() || id < 0) return std::nullopt;
  return id;
}

}  // namespace

std::optional<ProcessStat> parse_process_stat(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    return std::nullopt;
  }
  ProcessStat stat;
  std::string_view before = text.substr(0, open);
  std::string_view rest = text.substr(close + 1);
  const std::optional<std::int32_t> pid = process_id(next_word(before));
  const std::string_view state = next_word(rest);
  const std::optional<std::int32_t> parent = process_id(next_word(rest));
  if (!pid || state.size() != 1 || !parent) return std::nullopt;
  stat.pid = *pid;
  stat.state = state[0];
  stat.parent = *parent;
  // proc(5) numbers the fields from 1; the parent was field 4.
  skip_words(rest, 5);  // to field 10
  if (!take_numbers(rest, {&stat.minor_faults, &stat.waited_minor_faults, &stat.major_faults,
                           &stat.waited_major_faults, &stat.user_ticks, &stat.system_ticks,
                           &stat.waited_user_ticks, &stat.waited_system_ticks})) {
    return std::nullopt;
  }
  skip_words(rest, 2);  // to field 20
  if (!take_numbers(rest, {&stat.threads})) return std::nullopt;
  skip_words(rest, 1);  // to field 22
  if (!take_numbers(rest, {&stat.started_ticks})) return std::nullopt;
  skip_words(rest, 1);  // to field 24
  if (!take_numbers(rest, {&stat.rss_pages})) return std::nullopt;
  return stat;
}

std::string process_name(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  std::string name(text.substr(open + 1, close - open - 1));
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return name;
}

std::optional<std::string_view> field(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (!line.starts_with(key)) continue;
    const std::string_view rest = trimmed(line.substr(key.size()));
    if (rest.starts_with(':')) return trimmed(rest.substr(1));
  }
  return std::nullopt;
}

std::optional<std::uint64_t> number_field(std::string_view text, std::string_view key) {
  std::optional<std::string_view> value = field(text, key);
  if (!value) return std::nullopt;
  return whole_number(next_word(*value));
}

std::optional<std::uint64_t> number_after(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    std::string_view line = next_line(text);
    if (next_word(line) == key) return whole_number(next_word(line));
  }
  return std::nullopt;
}

std::string_view next_word(std::string_view& text) {
  constexpr std::string_view space = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(space));
  text.remove_prefix(word.size());
  return word;
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

std::optional<std::uint64_t> whole_number(std::string_view word) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  if (number > largest_counter) return std::nullopt;
  return number;
}

std::optional<double> decimal_number(std::string_view word) {
  double number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  if (!std::isfinite(number) || number < 0) return std::nullopt;
  return number;
}

}  // namespace harness::probe
