// Arrivals as they were recorded somewhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/schedule/renewal.h"

namespace harness::schedule {

/// Recorded arrival times, read once from a CSV file and kept packed: one to five bytes for a gap
/// of up to 34 s (its nanoseconds in groups of seven bits), at most `most_bytes` in all, so that no
/// disk is touched while requests are sent. A value: copies share the packed times, which never
/// change.
class Trace {
 public:
  static constexpr std::size_t most_bytes = std::size_t{64} << 20;  // over 13 million arrivals
  static constexpr double least_speed_up = 1e-3;
  static constexpr double most_speed_up = 1e6;

  /// Reads `file`: a row for each arrival with its time in seconds, from any origin (the first one
  /// is taken as 0), in order. Either that is the only column, or a header names it t_s; other
  /// columns are passed over. `speed_up`: 2 plays the trace twice as fast. Errors name file and
  /// line: no time where one must be, a time that is negative, over 9e9 s or before the last one,
  /// a stray quote, a row of over 64 KiB. Refused too: a speed-up outside the limits, fewer than
  /// two different times, a trace longer than RateProfile::longest, more than fits.
  static Expected<Trace> read(const std::filesystem::path& file, double speed_up);

  /// The same from a stream; `name` stands for the file in errors and in
  /// describe(), `limit` for most_bytes.
  static Expected<Trace> read(std::istream& csv, const std::string& name, double speed_up,
                              std::size_t limit = most_bytes);

  std::uint64_t count() const { return packed_->count; }

  /// From the first arrival to one mean gap after the last one, so that count / length is the rate.
  Duration length() const { return packed_->length; }
  double rate_per_s() const;

  /// "trace FILE, 1000 arrivals in 60 s, 2 times as fast".
  std::string describe() const;

 private:
  friend class RecordedStream;
  friend class TraceReading;
  struct Packed {
    std::string name;
    double speed_up = 1;
    std::uint64_t count = 0;
    Duration length{};
    std::vector<std::uint8_t> gaps;
  };

  explicit Trace(std::shared_ptr<const Packed> packed) : packed_(std::move(packed)) {}

  std::shared_ptr<const Packed> packed_;
};

/// "FILE" or "FILE@SPEEDUP" as a trace; the last @ counts, if a number stands behind it.
Expected<Trace> read_trace(std::string_view file_and_speed_up);

/// A trace while it is played. A plain value: a copy goes on as the original would.
class RecordedStream {
 public:
  /// The first arrival falls due at `start`.
  RecordedStream(Trace trace, Duration start)
      : trace_(std::move(trace)), start_(start), last_(start) {}

  /// The next arrival, as of phase 0; empty, and so for ever, when there are no more.
  std::optional<Arrival> next();

  /// How many of all its arrivals are due before `end`. Goes through the trace.
  std::uint64_t count_before(Duration end) const;

 private:
  Trace trace_;
  std::size_t read_ = 0;  // bytes
  Duration start_, last_;
};

}  // namespace harness::schedule
