#include "harness/result/latency_log.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>

#include "harness/record/hdr_log.h"
#include "harness/result/printable.h"

namespace harness::result {
namespace {

bool needs_escape(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F || c == ',' || c == '/' || c == '%';
}

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (needs_escape(c)) {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> unescaped(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '%') {
      out += name[i];
      continue;
    }
    unsigned byte = 0;
    const std::string_view digits = name.substr(i + 1, 2);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc{} || digits.size() != 2 || end != digits.data() + 2) return {};
    out += static_cast<char>(static_cast<unsigned char>(byte));
    i += 2;
  }
  return out;
}

std::optional<int> number_at(std::string_view text, std::size_t from, std::size_t digits) {
  if (from + digits > text.size()) return {};
  int number = 0;
  const char* const begin = text.data() + from;
  const auto [end, error] = std::from_chars(begin, begin + digits, number);
  if (error != std::errc{} || end != begin + digits || number < 0) return {};
  return number;
}

}  // namespace

double unix_seconds(std::string_view iso_utc) {
  const auto year = number_at(iso_utc, 0, 4), month = number_at(iso_utc, 5, 2),
             day = number_at(iso_utc, 8, 2), hour = number_at(iso_utc, 11, 2),
             minute = number_at(iso_utc, 14, 2), second = number_at(iso_utc, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return 0;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return 0;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return static_cast<double>(days) * 86'400 + *hour * 3'600 + *minute * 60 + *second;
}

std::string write_latency_log(std::span<const Distribution> distributions,
                              std::string_view started_utc) {
  std::vector<record::LogEntry> entries;
  entries.reserve(distributions.size());
  for (const Distribution& distribution : distributions) {
    entries.push_back({.tag = escaped(distribution.step) + "/" + escaped(distribution.phase),
                       .start_s = distribution.start_s,
                       .duration_s = distribution.duration_s,
                       .histogram = distribution.latency});
  }
  return record::write_hdr_log(entries, unix_seconds(started_utc));
}

Expected<std::vector<Distribution>> read_latency_log(std::string_view text, std::string_view file) {
  auto entries = record::read_hdr_log(text);
  if (!entries) return failure(fmt::format("{}: {}", file, entries.error().message));
  std::vector<Distribution> distributions;
  distributions.reserve(entries->size());
  for (record::LogEntry& entry : *entries) {
    const std::string_view tag = entry.tag;
    const std::size_t slash = tag.find('/');
    auto step = unescaped(tag.substr(0, slash));
    auto phase = unescaped(slash == tag.npos ? "" : tag.substr(slash + 1));
    if (slash == tag.npos || !step || !phase) {
      return failure(fmt::format("{}: histogram {}: the tag {} is not step/phase", file,
                                 distributions.size() + 1, in_quotes(tag)));
    }
    distributions.push_back({.step = std::move(*step),
                             .phase = std::move(*phase),
                             .start_s = entry.start_s,
                             .duration_s = entry.duration_s,
                             .latency = std::move(entry.histogram)});
  }
  return distributions;
}

}  // namespace harness::result
