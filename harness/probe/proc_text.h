// The formats of the files in /proc, as pure functions. Nothing in the text is trusted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace harness::probe {

/// What /proc/PID/stat says of a process; the `waited_` members are of its ended children that it
/// has waited for, and of theirs.
struct ProcessStat {
  std::int32_t pid = 0;
  std::int32_t parent = 0;
  char state = '?';
  std::uint64_t minor_faults = 0, waited_minor_faults = 0;
  std::uint64_t major_faults = 0, waited_major_faults = 0;
  std::uint64_t user_ticks = 0, system_ticks = 0;
  std::uint64_t waited_user_ticks = 0, waited_system_ticks = 0;
  std::uint64_t threads = 0;
  std::uint64_t started_ticks = 0;  // since the machine's start; tells it from others of its number
  std::uint64_t rss_pages = 0;
};

/// Ended, and at most waiting for its parent to ask how.
inline bool has_ended(const ProcessStat& stat) {
  return stat.state == 'Z' || stat.state == 'X';
}

/// Empty if malformed, or if a counter is larger than any real one could be (2^53). The process's
/// name may hold anything, spaces, brackets and line ends too; it ends at the last ')'.
std::optional<ProcessStat> parse_process_stat(std::string_view text);

/// The name in such a text, with its control characters as '?'; at most 15 bytes in a real one.
std::string process_name(std::string_view text);

/// The value on the line "key: value" or "key<blanks>: value", without blanks around it.
std::optional<std::string_view> field(std::string_view text, std::string_view key);

/// The whole number that a field begins with, such as 1692 in "VmHWM:  1692 kB"; at most 2^53.
std::optional<std::uint64_t> number_field(std::string_view text, std::string_view key);

/// The whole number on the line "key number" of a control group's file; at most 2^53.
std::optional<std::uint64_t> number_after(std::string_view text, std::string_view key);

/// Takes the next word off the front of `text`; empty at its end.
std::string_view next_word(std::string_view& text);

/// Takes the next line off the front of `text`, without its end.
std::string_view next_line(std::string_view& text);

/// A word that is a number and nothing else; at most 2^53. For decimals: finite, not negative.
std::optional<std::uint64_t> whole_number(std::string_view word);
std::optional<double> decimal_number(std::string_view word);

}  // namespace harness::probe
