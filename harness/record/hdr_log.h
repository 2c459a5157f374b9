// Histograms as an HdrHistogram V2 log, which the field's existing tools open.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/record/histogram.h"

namespace harness::record {

/// A histogram with its place in time, as one line of a log. Tags have no comma and no white space.
struct LogEntry {
  std::string tag;
  double start_s = 0;  // from the log's base time
  double duration_s = 0;
  Histogram histogram;
};

/// A whole log: header lines, then one line an entry ("Tag=...,start,length,max,payload"), payloads
/// in HdrHistogram's V2 compressed encoding. Values are in nanoseconds; the max column in
/// milliseconds. `started_unix_s`: the wall-clock time of second 0.
std::string write_hdr_log(std::span<const LogEntry> entries, double started_unix_s);

/// Reads a log back. Trusts nothing: an error names the line. Accepts only histograms of three
/// significant digits whose counts fit ours, and together `most_memory` bytes (a line of 200 can
/// come to 264 KiB). A log keeps of each value only its bucket, and of logs of ours also the exact
/// max(); clamped() is 0.
Expected<std::vector<LogEntry>> read_hdr_log(std::string_view text,
                                             std::size_t most_memory = std::size_t{512} << 20);

}  // namespace harness::record
