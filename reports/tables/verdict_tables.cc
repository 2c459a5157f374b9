#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "reports/tables/filled.h"
#include "reports/words/claim_words.h"
#include "reports/words/figure_format.h"
#include "reports/words/point_names.h"
#include "reports/words/refused.h"

namespace reports::tables {

using harness::result::RunResult;

namespace {

using harness::result::Check;
using harness::result::CheckState;
using harness::result::FailureRow;
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

/// "ms" of "p99<500ms".
std::string_view unit_of(std::string_view objective) {
  const std::size_t digit = objective.find_last_of("0123456789");
  const std::size_t unit = objective.find_first_not_of(' ', digit + 1);
  return digit == objective.npos || unit == objective.npos ? std::string_view()
                                                           : objective.substr(unit);
}

bool is_latency(std::string_view objective) {
  return objective.starts_with("p5") || objective.starts_with("p9") ||
         objective.starts_with("mean") || objective.starts_with("max");
}

/// "44 ms", and beside a latency what was refused where it was measured.
Cell measured_by(const RunResult& run, const ObjectiveResult& result) {
  std::string figure = words::plain(result.measured);
  const std::string unit(unit_of(result.objective));
  if (figure != words::not_measured && !unit.empty()) {
    figure += (unit.starts_with('/') ? "" : " ") + unit;
  }
  return {figure,
          is_latency(result.objective) ? words::refused(run, result.step, result.phase) : ""};
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
    return Row{{check.name, word_for(check.state), words::plain(check.figure),
                words::plain(check.limit), check.sentence},
               mood_of(check.state)};
  });
}

Table objectives_table(const RunResult& run, const words::PageLinks& links) {
  const words::PointNames names(run);
  Table table{"Objectives",
              {{"objective", false},
               {"verdict", false},
               {"measured"},
               {"at", false},
               {"asked for by", false},
               {"in words", false}},
              {}};
  for (const ObjectiveResult& result : run.objectives) {
    if (words::is_claim(result.source)) {
      table.note =
          fmt::format("{} says what the claims are and where they come from.", words::claims_file);
    }
  }
  return filled(std::move(table), run.objectives, [&](const ObjectiveResult& result) {
    const bool placed = !result.step.empty() || !result.phase.empty();
    return Row{{result.objective,
                word_for(result.verdict),
                measured_by(run, result),
                placed ? names(result.step, result.phase) : "",
                {words::source_in_words(result.source), "", links.claim(result.source)},
                result.sentence},
               mood_of(result.verdict)};
  });
}

Table failures_table(const RunResult& run) {
  constexpr std::size_t most = 10;
  const words::PointNames names(run);
  std::vector<FailureRow> failures = run.failures;
  std::stable_sort(failures.begin(), failures.end(),
                   [](const FailureRow& a, const FailureRow& b) { return a.count > b.count; });
  Table table{"Why requests failed",
              {{"count"}, {"reason", false}, {"point", false}, {"the first of them", false}},
              {},
              "The failures of a warm-up that was cut from the figures are counted here."};
  if (failures.size() > most) {
    table.note +=
        fmt::format(" The {} commonest of {}; all are in failures.csv.", most, failures.size());
    failures.resize(most);
  }
  return filled(std::move(table), failures, [&](const FailureRow& failure) {
    return Row{{words::count(static_cast<double>(failure.count)),
                failure.reason.empty() ? "no reason told" : failure.reason,
                names(failure.step, failure.phase), failure.example},
               names.measured(failure.step, failure.phase) ? Mood::plain : Mood::faint};
  });
}

Table files_table(const words::PageLinks& links) {
  Table table{"", {{"file", false}, {"what it holds", false}}, {}};
  return filled(std::move(table), links.files, [](const words::RunFile& file) {
    return Row{{Cell(file.name, "", file.name), file.holds}};
  });
}

}  // namespace reports::tables
