#include <algorithm>

#include "reports/figure_format.h"
#include "reports/filled.h"
#include "reports/point_names.h"

namespace reports {
namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::ObjectiveResult;
using harness::result::Verdict;

const char* word_for(CheckState state) {
  switch (state) {
    case CheckState::passed:
      return "passed";
    case CheckState::warned:
      return "warning";
    case CheckState::failed:
      break;
  }
  return "FAILED";
}

const char* word_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::missed:
      return "MISSED";
    case Verdict::cant_tell:
      break;
  }
  return "can't tell";
}

Mood mood_of(CheckState state) {
  if (state == CheckState::passed) return Mood::good;
  return state == CheckState::failed ? Mood::bad : Mood::plain;
}

Mood mood_of(Verdict verdict) {
  if (verdict == Verdict::met) return Mood::good;
  return verdict == Verdict::missed ? Mood::bad : Mood::plain;
}

}  // namespace

Table checks_table(const RunResult& run) {
  std::vector<Check> checks = run.checks;
  std::stable_sort(checks.begin(), checks.end(),
                   [](const Check& a, const Check& b) { return a.state > b.state; });
  Table table{"Can this run be believed?",
              {{"check", false}, {"state", false}, {"found"}, {"limit"}, {"in words", false}},
              {}};
  return filled(std::move(table), checks, [](const Check& check) {
    return Row{{check.name, word_for(check.state), plain(check.figure), plain(check.limit),
                check.sentence},
               mood_of(check.state)};
  });
}

Table objectives_table(const RunResult& run) {
  const PointNames names(run);
  Table table{"Objectives",
              {{"objective", false},
               {"verdict", false},
               {"measured"},
               {"at", false},
               {"asked for by", false},
               {"in words", false}},
              {}};
  return filled(std::move(table), run.objectives, [&](const ObjectiveResult& result) {
    const bool placed = !result.step.empty() || !result.phase.empty();
    return Row{{result.objective, word_for(result.verdict), plain(result.measured),
                placed ? names(result.step, result.phase) : "", result.source, result.sentence},
               mood_of(result.verdict)};
  });
}

}  // namespace reports
