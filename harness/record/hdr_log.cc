#include "harness/record/hdr_log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>

#include "harness/record/hdr_payload.h"

namespace harness::record {
namespace {

constexpr std::string_view tag_mark = "Tag=";
constexpr double ns_per_ms = 1e6;
constexpr std::size_t exact_decimals = 6;  // of a millisecond: whole nanoseconds

/// Empty for what no calendar of four-digit years knows.
std::string calendar_time(double unix_s) {
  constexpr double year_10000 = 253'402'300'800;
  if (!(unix_s >= 0 && unix_s < year_10000)) return {};
  return fmt::format(", {:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(unix_s)));
}

/// Takes `line` apart at its first comma; all of it if there is none.
std::string_view take_field(std::string_view& line) {
  const std::size_t comma = std::min(line.find(','), line.size());
  const std::string_view field = line.substr(0, comma);
  line.remove_prefix(std::min(comma + 1, line.size()));
  return field;
}

bool is_blank_or_control(char c) {
  return (c >= 0 && c <= ' ') || c == 0x7f;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Logs of ours tell the highest value to the nanosecond, others' to the microsecond: -1.
std::int64_t exact_max(std::string_view text, double max_ms) {
  const std::size_t point = text.find('.');
  const bool exact = point != std::string_view::npos && text.size() - point - 1 == exact_decimals;
  const double max_ns = max_ms * ns_per_ms;
  const bool in_range = max_ns >= 0 && max_ns <= static_cast<double>(Histogram::highest_trackable);
  return exact && in_range ? std::llround(max_ns) : -1;
}

Expected<LogEntry> read_line(std::string_view line) {
  LogEntry entry;
  if (line.starts_with(tag_mark)) entry.tag = take_field(line).substr(tag_mark.size());
  if (std::any_of(entry.tag.begin(), entry.tag.end(), is_blank_or_control)) {
    return failure("the tag has white space or a control character in it");
  }
  const auto start = number(take_field(line));
  const auto duration = number(take_field(line));
  const std::string_view max_text = take_field(line);
  const auto max = number(max_text);
  if (!start || !duration || !max) {
    return failure("expected [Tag=NAME,]START,LENGTH,MAX,HISTOGRAM with three numbers");
  }
  if (*duration < 0) return failure("the interval's length is negative");
  entry.start_s = *start;
  entry.duration_s = *duration;
  return decode_hdr_payload(line, exact_max(max_text, *max)).map([&](Histogram histogram) {
    entry.histogram = std::move(histogram);
    return std::move(entry);
  });
}

}  // namespace

std::string write_hdr_log(std::span<const LogEntry> entries, double started_unix_s) {
  // Both times: with the second one, tools take an entry's start for an offset from it.
  std::string log = fmt::format(
      "#[Logged with Prony]\n"
      "#[Histogram log format version 1.3]\n"
      "#[StartTime: {0:.3f} (seconds since epoch){1}]\n"
      "#[BaseTime: {0:.3f} (seconds since epoch)]\n"
      "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n",
      started_unix_s, calendar_time(started_unix_s));
  for (const LogEntry& entry : entries) {
    if (!entry.tag.empty()) fmt::format_to(std::back_inserter(log), "{}{},", tag_mark, entry.tag);
    fmt::format_to(std::back_inserter(log), "{:.3f},{:.3f},{:.{}f},{}\n", entry.start_s,
                   entry.duration_s, static_cast<double>(entry.histogram.max()) / ns_per_ms,
                   exact_decimals, encode_hdr_payload(entry.histogram));
  }
  return log;
}

Expected<std::vector<LogEntry>> read_hdr_log(std::string_view text, std::size_t most_memory) {
  std::vector<LogEntry> entries;
  std::size_t in_memory = 0;
  for (std::size_t line_number = 1; !text.empty(); ++line_number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#') || line.starts_with('"')) continue;
    auto entry = read_line(line);
    if (!entry) {
      return failure(fmt::format("line {} of the log: {}", line_number, entry.error().message));
    }
    in_memory += entry->histogram.memory_bytes();
    if (in_memory > most_memory) {
      return failure(fmt::format("line {} of the log: more histograms than fit into {} MiB",
                                 line_number, most_memory >> 20));
    }
    entries.push_back(std::move(*entry));
  }
  return entries;
}

}  // namespace harness::record
