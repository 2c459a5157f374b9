#include "reports/gate/annotations.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "reports/gate/gate_words.h"
#include "reports/gate/metric_rows.h"
#include "reports/page_line.h"
#include "reports/words/escape.h"

namespace reports::gate {

using harness::gate::Kind;
using harness::gate::Outcome;

namespace {

constexpr std::size_t most_annotations = 10, longest_data = 600, longest_title = 120;

struct Annotation {
  const char* level;
  std::string title, sentence;
};

/// As the runner takes it apart; line breaks are spaces by now. In a property, such as the title,
/// more has a meaning.
std::string escaped(std::string_view text, std::size_t most, bool property) {
  std::string data;
  for (const char letter : words::shortened(text, most)) {
    if (letter == '%') {
      data += "%25";
    } else if (property && letter == ':') {
      data += "%3A";
    } else if (property && letter == ',') {
      data += "%2C";
    } else {
      data += letter;
    }
  }
  return data;
}

const char* level_of(const GateResult& gate) {
  const Outcome outcome = gate.verdict.outcome;
  if (outcome == Outcome::invalid) return "error";
  if (outcome == Outcome::passed) return "notice";
  if (!gate.advisory.empty()) return outcome == Outcome::failed ? "warning" : "notice";
  return outcome == Outcome::failed ? "error" : "warning";
}

/// What made the verdict: nothing of a metric that passed, or that nobody asked to gate.
std::vector<Annotation> causes(const GateResult& gate) {
  std::vector<Annotation> all;
  const char* const bad = gate.advisory.empty() ? "error" : "warning";
  const char* const doubtful = gate.advisory.empty() ? "warning" : "notice";
  const bool inconclusive = gate.verdict.outcome == Outcome::inconclusive;
  for (const MetricRow& row : metric_rows(gate)) {
    const Verdict& verdict = *row.verdict;
    if (!verdict.metric.gating) continue;
    if (verdict.kind == Kind::regressed || verdict.kind == Kind::invalid) {
      all.push_back({bad, row.name + " " + row.word, verdict.sentence});
    } else if (verdict.kind == Kind::inconclusive && inconclusive) {
      all.push_back({doubtful, row.name + " " + row.word, verdict.sentence});
    }
  }
  for (const auto& objective : gate.objectives) {
    if (objective.verdict == harness::result::Verdict::met) continue;
    const bool missed = objective.verdict == harness::result::Verdict::missed;
    all.push_back({missed ? bad : doubtful,
                   objective.objective + (missed ? " missed" : ": can't tell"),
                   objective.sentence});
  }
  return all;
}

}  // namespace

std::string annotations(const GateResult& gate) {
  std::vector<Annotation> all = causes(gate);
  const std::size_t room = most_annotations - 1;  // beside the gate's own
  if (all.size() > room) {
    const std::size_t left_out = all.size() - (room - 1);
    all.resize(room - 1);
    all.push_back({"notice", "Performance gate",
                   fmt::format("{} more are on the gate's page and in verdict.json.", left_out)});
  }
  const std::string why = gate.advisory.empty() ? "" : " Advisory: " + gate.advisory + ".";
  all.insert(all.begin(),
             {level_of(gate), "Performance gate: " + badge(gate), gate.verdict.sentence + why});
  std::string text;
  for (const Annotation& one : all) {
    add_line(text, "::{} title={}::{}", one.level, escaped(one.title, longest_title, true),
             escaped(one.sentence, longest_data, false));
  }
  return text;
}

}  // namespace reports::gate
