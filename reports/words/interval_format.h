// A figure's 95 % interval as it stands beside the figure.
#pragma once

#include <string>

#include "reports/words/figure_format.h"

namespace reports::words {

using harness::result::Figure;

/// What a figure counts, and so how it is written.
enum class Measure { plain, per_s, milliseconds };

/// A figure and the ends of its interval; empty where they are not known.
struct Bounded {
  Figure value, low, high;
};

/// An interval is known where all three are numbers and the ends are in order.
bool has_interval(const Bounded& figure);

/// Both ends in the figure's own unit, which is not repeated, with as many digits as tell them
/// apart: "18.1 – 20.9" of "19.3 ms", "1.230k – 1.239k" of "1.23k/s". Empty without an interval.
std::string interval(const Bounded& figure, Measure measure);

/// For narrow places: "±1.4" where the ends lie evenly about the figure (of a rate in requests, not
/// in thousands), otherwise "18.1–21.9".
std::string short_interval(const Bounded& figure, Measure measure);

/// One sentence on what stands beside the figures; empty where none of the run's has an interval.
std::string interval_sentence(const harness::result::RunResult& run);

}  // namespace reports::words
