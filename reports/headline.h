// What a reader must see first.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "reports/tables/table.h"

namespace reports {

/// A figure that sums up a run, where it was measured, and its 95 % interval where that is known.
struct KeyFigure {
  std::string name, value, where, interval = {};
};

/// The first screen: may the run be believed, what is the answer, what are the figures.
struct Headline {
  std::string title;  // "steady on documents"
  /// "VALID", "INVALID", "CUT SHORT", "INVALID, CUT SHORT"; "NOT CHECKED" where nobody did; of a
  /// self-test "FIT TO MEASURE" or "NOT FIT TO MEASURE".
  std::string badge;
  bool sound = true;                // checked, neither invalid nor cut short
  std::string reason;               // why it is not; empty otherwise
  std::vector<std::string> answer;  // a few sentences
  std::string capacity;             // "28.8k/s", of which percentages are; may be empty
  std::string objectives;           // "2 of 3 objectives met"; empty without objectives
  tables::Mood objectives_mood = tables::Mood::plain;
  std::vector<KeyFigure> figures;
};

/// So many of a run's findings are its answer.
inline constexpr std::size_t findings_in_headline = 2;

Headline headline(const harness::result::RunResult& run);

}  // namespace reports
