// An axis of a plot: its range, and tics that read as people write numbers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace reports::sheet {

/// A place on an axis and its label; an empty label is a small mark.
struct Tic {
  double at;
  std::string label;
};

/// Range, scale and tics, all worked out here, so that gnuplot neither guesses nor clips.
struct Axis {
  std::string label;
  double low = 0;
  double high = 1;
  bool logarithmic = false;
  bool reversed = false;  // the highest value at the bottom or left
  bool grid = true;
  bool names = false;  // tics are names, one at each whole number: none goes without its label
  std::vector<Tic> tics;
  std::size_t longest_label = 28;  // letters in a line; what is longer is cut
  std::size_t most_lines = 1;      // in which a name may be written
};

/// How a value on the axis is written.
using Wording = std::string (*)(double);

std::string in_counts(double value);
std::string in_milliseconds(double value);
std::string in_mebibytes(double value);
std::string in_percent(double ratio);

/// From 0 to at least `high`, in some five steps of 1, 2 or 5 times a power of ten (of two times a
/// power of two with `binary`).
Axis linear_axis(std::string label, double high, Wording wording, bool binary = false);

/// From `low` to `high` (both made positive and kept within 12 decades), widened to the next tic.
/// Tics at each power of ten, and at 2 and 5 times it where the range is short.
Axis log_axis(std::string label, double low, double high, Wording wording);

/// Seconds from the run's start; the label names the unit: seconds, min:s or h:min.
Axis time_axis(double end_s);

}  // namespace reports::sheet
