#include "harness/schedule/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "harness/schedule/csv_column.h"

namespace harness::schedule {
namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;
constexpr double most_seconds = 9e9;  // whose nanoseconds 63 bits hold

/// The whole text as a number; nothing if it is none, or not a finite one.
std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stopped != text.data() + text.size()) return std::nullopt;
  return value - value == 0 ? std::optional(value) : std::nullopt;
}

/// Seconds as nanoseconds, exactly if written without an exponent: a double would round the time of
/// day to a quarter of a microsecond. Digits beyond the ninth are dropped.
std::optional<std::int64_t> nanoseconds(std::string_view text) {
  const std::optional<double> value = number(text);
  if (!value || !(*value >= 0 && *value <= most_seconds)) return std::nullopt;
  if (text.find_first_not_of("0123456789.") != text.npos) {
    return static_cast<std::int64_t>(*value * 1e9 + 0.5);
  }
  std::int64_t ns = 0;
  int decimals = -1;  // none until the point
  for (const char c : text) {
    if (decimals == 9) break;
    if (c == '.') {
      decimals = 0;
      continue;
    }
    ns = 10 * ns + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  for (int i = std::max(decimals, 0); i < 9; ++i) ns *= 10;
  return ns;
}

constexpr CsvColumn times{
    .name = "t_s",
    .is_value = [](std::string_view cell) { return number(cell).has_value(); },
    .no_column =
        "no column t_s: a trace is one column of times in seconds, or its header names them t_s",
    .no_cell = "no time: the row is too short"};

Expected<void> check_speed_up(double factor) {
  if (factor >= Trace::least_speed_up && factor <= Trace::most_speed_up) return {};
  return failure(fmt::format(
      "a trace's speed-up lies between {} and {:.0f}, 2 being twice as fast; {} does not",
      Trace::least_speed_up, Trace::most_speed_up, factor));
}

}  // namespace

/// One pass over a trace's file.
class TraceReading {
 public:
  TraceReading(const std::string& name, double speed_up, std::size_t most_bytes)
      : most_bytes_(most_bytes) {
    packed_.name = name;
    packed_.speed_up = speed_up;
  }

  Expected<Trace> read(std::istream& csv) {
    const auto taken = read_csv_column(csv, packed_.name, times,
                                       [this](std::string_view cell) { return take_time(cell); });
    if (!taken) return tl::unexpected(taken.error());
    if (last_due_ns_ == 0) {
      return failure(packed_.name + ": a trace needs arrivals at two different times");
    }
    finish();
    return Trace(std::make_shared<const Trace::Packed>(std::move(packed_)));
  }

 private:
  Expected<void> take_time(std::string_view text) {
    const std::optional<std::int64_t> ns = nanoseconds(text);
    if (!ns) {
      return failure(fmt::format("'{}' is no time in seconds from 0 to {:.0e}", text.substr(0, 40),
                                 most_seconds));
    }
    if (packed_.count == 0) first_ns_ = last_ns_ = *ns;
    if (*ns < last_ns_) {
      return failure(fmt::format("{} s comes before the line above; sort the file by time", text));
    }
    last_ns_ = *ns;
    // In doubles for every speed-up: exact below 104 days, and never backwards.
    const double due = static_cast<double>(*ns - first_ns_) / packed_.speed_up;
    if (due >= static_cast<double>(RateProfile::longest.count())) {
      return failure("played so slowly, the trace is longer than 100 years");
    }
    return pack(std::llround(due));
  }

  Expected<void> pack(std::int64_t due_ns) {
    auto gap = static_cast<std::uint64_t>(due_ns - last_due_ns_);
    for (; gap >= 0x80; gap >>= 7) packed_.gaps.push_back(static_cast<std::uint8_t>(gap | 0x80));
    packed_.gaps.push_back(static_cast<std::uint8_t>(gap));
    last_due_ns_ = due_ns;
    ++packed_.count;
    if (packed_.gaps.size() <= most_bytes_) return {};
    return failure(fmt::format("more arrivals than fit into the {} MiB that a trace may take",
                               most_bytes_ >> 20));
  }

  void finish() {
    const std::int64_t mean_gap = last_due_ns_ / static_cast<std::int64_t>(packed_.count - 1);
    packed_.length = std::min(Duration(last_due_ns_ + std::max<std::int64_t>(mean_gap, 1)),
                              RateProfile::longest);
    packed_.gaps.shrink_to_fit();
  }

  const std::size_t most_bytes_;
  Trace::Packed packed_;
  std::int64_t first_ns_ = 0, last_ns_ = 0, last_due_ns_ = 0;
};

Expected<Trace> Trace::read(std::istream& csv, const std::string& name, double speed_up,
                            std::size_t limit) {
  if (auto checked = check_speed_up(speed_up); !checked) return tl::unexpected(checked.error());
  return TraceReading(name, speed_up, limit).read(csv);
}

Expected<Trace> Trace::read(const std::filesystem::path& file, double speed_up) {
  if (auto checked = check_speed_up(speed_up); !checked) return tl::unexpected(checked.error());
  auto csv = open_csv(file);
  if (!csv) return tl::unexpected(csv.error());
  return read(*csv, file.string(), speed_up);
}

double Trace::rate_per_s() const {
  return static_cast<double>(count()) / std::chrono::duration<double>(length()).count();
}

std::string Trace::describe() const {
  return fmt::format(
      "trace {}, {} arrivals in {:.6g} s{}", packed_->name, count(),
      std::chrono::duration<double>(length()).count(),
      packed_->speed_up == 1 ? "" : fmt::format(", {:g} times as fast", packed_->speed_up));
}

Expected<Trace> read_trace(std::string_view file_and_speed_up) {
  const std::size_t at = file_and_speed_up.rfind('@');
  if (at != file_and_speed_up.npos) {
    if (const auto speed_up = number(file_and_speed_up.substr(at + 1))) {
      return Trace::read(std::filesystem::path(file_and_speed_up.substr(0, at)), *speed_up);
    }
  }
  return Trace::read(std::filesystem::path(file_and_speed_up), 1);
}

std::optional<Arrival> RecordedStream::next() {
  const std::vector<std::uint8_t>& gaps = trace_.packed_->gaps;
  if (read_ == gaps.size()) return std::nullopt;
  std::uint64_t gap = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint64_t byte = gaps[read_++];
    gap |= (byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  last_ += Duration(static_cast<Duration::rep>(gap));
  return Arrival{last_, 0};
}

std::uint64_t RecordedStream::count_before(Duration end) const {
  RecordedStream rest(trace_, start_);
  std::uint64_t count = 0;
  while (const auto arrival = rest.next()) {
    if (arrival->offset >= end) break;
    ++count;
  }
  return count;
}

}  // namespace harness::schedule
