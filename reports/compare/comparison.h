// Runs beside one another.
#pragma once

#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/result/run_result.h"
#include "reports/words/interval_format.h"

namespace reports::compare {

using harness::result::Point;
using harness::result::RunResult;
using words::Bounded;

/// A run and where it was read from.
struct NamedRun {
  std::string name;  // "results/runs/20260101T000000Z-steady-a5f5bf4"
  RunResult run;
};

/// Something that the runs were not made alike in.
struct Difference {
  std::string what;                 // "cpu"
  std::vector<std::string> values;  // a run each; empty where it is not told
};

enum class Written { rate, milliseconds, microseconds, cores, mebibytes, plain, percent };

/// What a faster machine by itself does to a figure.
enum class Faster { leaves, raises, lowers };

/// A figure of a point in each run.
struct ComparedFigure {
  std::string name;  // "P99"
  Written written = Written::plain;
  std::vector<Bounded> values;  // a run each
  std::vector<Bounded> ratios;  // to the first run's; nothing for that one itself
  Faster faster = Faster::leaves;
  std::vector<Bounded> corrected = {};  // the ratios on machines of one speed, where that is known
};

/// A load that several runs have, in each of them.
struct ComparedPoint {
  std::string name;
  std::vector<const Point*> points;  // a run each; null where it has none
  std::vector<ComparedFigure> figures;
};

/// Everything that is to be said of them; the runs must stay where they are.
struct Comparison {
  std::vector<NamedRun> runs;
  std::vector<std::string> letters;  // by which they are called in tables: "A", "B"
  std::vector<Difference> machine, build, asked;
  std::vector<std::string> warnings;
  std::vector<ComparedPoint> points;
  std::string correction;  // how corrected ratios are to be read; empty: there are none

  Comparison() = default;
  Comparison(Comparison&&) = default;
  Comparison& operator=(Comparison&&) = default;
};

/// The candidate's figure over the base's. Its interval is that of a difference of logarithms of
/// two independent figures, by each one's own interval (MOVER: Zou and Donner 2008):
/// log low = d - sqrt((c - c_low)^2 + (b_high - b)^2). Nothing where a figure is not above 0; no
/// interval where one has none.
Bounded ratio_of(const Bounded& candidate, const Bounded& base);

/// Matches the measured points of the first run with those of the others by step and phase; where
/// every run has a single one, those. An error: fewer than two runs, more than 26, or no point in
/// common.
harness::Expected<Comparison> compare_runs(std::vector<NamedRun> runs);

/// What must be known before any figure is: that two single runs can't tell why they differ.
inline constexpr const char* advisory =
    "Advisory: these runs were made one after the other, so whatever else changed between them, "
    "the "
    "machine's mood included, is in every ratio. An interval says how sure each run is of its own "
    "figure, not what made the difference; ./prony gate lets both take turns and can tell.";

}  // namespace reports::compare
