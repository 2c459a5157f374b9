#include "harness/load/trace.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>

namespace harness::load {
namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;
constexpr double most_seconds = 9e9;  // whose nanoseconds 63 bits hold
constexpr std::size_t most_row_bytes = std::size_t{64} << 10;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view time_column = "t_s";

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

Expected<void> check_speed_up(double factor) {
  if (factor >= Trace::least_speed_up && factor <= Trace::most_speed_up) return {};
  return failure(fmt::format(
      "a trace's speed-up lies between {} and {:.0f}, 2 being twice as fast; {} does not",
      Trace::least_speed_up, Trace::most_speed_up, factor));
}

}  // namespace

/// One pass over a trace's file: what libcsv's callbacks share.
class TraceReading {
 public:
  TraceReading(const std::string& name, double speed_up, std::size_t most_bytes)
      : most_bytes_(most_bytes) {
    packed_.name = name;
    packed_.speed_up = speed_up;
  }

  Expected<Trace> read(std::istream& csv) {
    csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return failure("out of memory");
    feed(csv, parser);
    if (!error_ && csv_fini(&parser, on_cell, on_row, this) != 0) {
      fail("a quoted cell that is never closed");
    }
    csv_free(&parser);
    if (!error_) finish();
    if (error_) return tl::unexpected(std::move(*error_));
    return Trace(std::make_shared<const Trace::Packed>(std::move(packed_)));
  }

 private:
  static void on_cell(void* data, std::size_t size, void* reading) {
    static_cast<TraceReading*>(reading)->take_cell({static_cast<const char*>(data), size});
  }
  static void on_row(int /*terminator*/, void* reading) {
    static_cast<TraceReading*>(reading)->take_row();
  }

  void fail(std::string_view what) {
    if (!error_) error_ = Error{fmt::format("{} line {}: {}", packed_.name, line_, what)};
  }
  void fail_whole(std::string_view what) {
    if (!error_) error_ = Error{fmt::format("{}: {}", packed_.name, what)};
  }

  /// By lines, so that an error can name one; a longer line comes in several pieces.
  void feed(std::istream& csv, csv_parser& parser) {
    std::array<char, 4096> piece;
    bool line_begins = true;
    while (!error_) {
      csv.clear(csv.rdstate() & ~std::ios::failbit);  // set where a piece has no line's end
      csv.getline(piece.data(), piece.size());
      std::size_t size = static_cast<std::size_t>(csv.gcount());
      if (size == 0) break;
      if (line_begins) ++line_;
      line_begins = !csv.fail() && !csv.eof();
      if (line_begins) piece[size - 1] = '\n';  // where getline has put its 0
      std::string_view bytes(piece.data(), size);
      if (line_ == 1 && bytes.starts_with(byte_order_mark)) bytes.remove_prefix(3);
      row_bytes_ += bytes.size();
      if (row_bytes_ > most_row_bytes) fail("a row of more than 64 KiB");
      if (csv_parse(&parser, bytes.data(), bytes.size(), on_cell, on_row, this) != bytes.size()) {
        fail(fmt::format("a stray quote ({})", csv_strerror(csv_error(&parser))));
      }
    }
    if (csv.bad()) fail_whole("can't be read");
  }

  void take_cell(std::string_view cell) {
    if (!found_column_) {
      header_.emplace_back(cell);
    } else if (cells_ == column_) {
      time_ = cell;
    }
    ++cells_;
  }

  void take_row() {
    if (!found_column_)
      find_column();
    else if (cells_ <= column_)
      fail("no time: the row is too short");
    else if (!error_)
      take_time(time_);
    cells_ = 0;
    row_bytes_ = 0;
  }

  /// The first row: a header, or the first time of a file without one.
  void find_column() {
    found_column_ = true;
    if (header_.size() == 1 && number(header_[0])) return take_time(header_[0]);
    for (column_ = 0; column_ < header_.size(); ++column_) {
      if (header_[column_] == time_column) return;
    }
    fail("no column t_s: a trace is one column of times in seconds, or its header names them t_s");
  }

  void take_time(std::string_view text) {
    const std::optional<std::int64_t> ns = nanoseconds(text);
    if (!ns) {
      return fail(fmt::format("'{}' is no time in seconds from 0 to {:.0e}", text.substr(0, 40),
                              most_seconds));
    }
    if (packed_.count == 0) first_ns_ = last_ns_ = *ns;
    if (*ns < last_ns_) {
      return fail(fmt::format("{} s comes before the line above; sort the file by time", text));
    }
    last_ns_ = *ns;
    // In doubles for every speed-up: exact below 104 days, and never backwards.
    const double due = static_cast<double>(*ns - first_ns_) / packed_.speed_up;
    if (due >= static_cast<double>(RateProfile::longest.count())) {
      return fail("played so slowly, the trace is longer than 100 years");
    }
    pack(std::llround(due));
  }

  void pack(std::int64_t due_ns) {
    auto gap = static_cast<std::uint64_t>(due_ns - last_due_ns_);
    for (; gap >= 0x80; gap >>= 7) packed_.gaps.push_back(static_cast<std::uint8_t>(gap | 0x80));
    packed_.gaps.push_back(static_cast<std::uint8_t>(gap));
    last_due_ns_ = due_ns;
    ++packed_.count;
    if (packed_.gaps.size() > most_bytes_) {
      fail(fmt::format("more arrivals than fit into the {} MiB that a trace may take",
                       most_bytes_ >> 20));
    }
  }

  void finish() {
    if (last_due_ns_ == 0) return fail_whole("a trace needs arrivals at two different times");
    const std::int64_t mean_gap = last_due_ns_ / static_cast<std::int64_t>(packed_.count - 1);
    packed_.length = std::min(Duration(last_due_ns_ + std::max<std::int64_t>(mean_gap, 1)),
                              RateProfile::longest);
    packed_.gaps.shrink_to_fit();
  }

  const std::size_t most_bytes_;
  Trace::Packed packed_;
  std::optional<Error> error_;
  std::vector<std::string> header_;
  bool found_column_ = false;
  std::size_t column_ = 0, cells_ = 0, row_bytes_ = 0, line_ = 0;
  std::string time_;
  std::int64_t first_ns_ = 0, last_ns_ = 0, last_due_ns_ = 0;
};

Expected<Trace> Trace::read(std::istream& csv, const std::string& name, double speed_up,
                            std::size_t limit) {
  if (auto checked = check_speed_up(speed_up); !checked) return tl::unexpected(checked.error());
  return TraceReading(name, speed_up, limit).read(csv);
}

Expected<Trace> Trace::read(const std::filesystem::path& file, double speed_up) {
  if (auto checked = check_speed_up(speed_up); !checked) return tl::unexpected(checked.error());
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return failure(file.string() + ": no such file");
  if (!std::filesystem::is_regular_file(file, error))
    return failure(file.string() + ": not a file");
  std::ifstream csv(file, std::ios::binary);
  if (!csv) return failure(file.string() + ": can't be read");
  return read(csv, file.string(), speed_up);
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

}  // namespace harness::load
