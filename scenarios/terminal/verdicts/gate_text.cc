#include "scenarios/terminal/verdicts/gate_text.h"

#include <algorithm>
#include <cmath>

#include "reports/gate/gate_words.h"
#include "reports/gate/metric_rows.h"
#include "scenarios/terminal/paint.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::gate::GateResult;
using harness::gate::Kind;
using reports::gate::MetricRow;

constexpr std::size_t most_metrics = 40;
constexpr std::size_t longest_label =
    24;  // longer ones are names, which are worth more than figures
constexpr std::size_t longest_verdict = 600;  // a sentence that names hundreds of metrics

std::string badge_text(const GateResult& gate, const Paint& paint) {
  const std::string badge = reports::gate::badge(gate);
  switch (reports::gate::mood(gate)) {
    case reports::tables::Mood::good:
      return paint.good(badge);
    case reports::tables::Mood::bad:
      return paint.alarming(badge);
    case reports::tables::Mood::plain:
    case reports::tables::Mood::faint:
      break;
  }
  return paint.doubtful(badge);
}

const char* colour_of(const MetricRow& row) {
  if (!row.verdict->metric.gating) return "2";
  switch (row.verdict->kind) {
    case Kind::regressed:
    case Kind::invalid:
      return "1;31";
    case Kind::inconclusive:
      return "33";
    case Kind::improved:
    case Kind::same:
    case Kind::no_worse:
      break;
  }
  return "32";
}

std::string metrics_text(const GateResult& gate, const Terminal& terminal) {
  std::vector<MetricRow> rows = reports::gate::metric_rows(gate);
  const std::size_t all = rows.size();
  if (rows.empty()) return {};
  rows.resize(std::min(all, most_metrics));
  TerminalColumn metric{.heading = "metric", .left = true};
  TerminalColumn base{.heading = "base"}, candidate{.heading = "candidate", .close = true};
  TerminalColumn change{.heading = "change"};
  TerminalColumn interval{
      .heading = fmt::format("{:.3g} % interval", std::round(1e4 * gate.plan.confidence) / 100)};
  TerminalColumn verdict{.heading = "verdict", .left = true};
  bool advisory = false;
  for (const MetricRow& row : rows) {
    if (columns_of(row.name) > longest_label) base.expendable = 1;
    metric.cells.push_back(row.name);
    base.cells.push_back(row.base);
    candidate.cells.push_back(row.candidate);
    change.cells.push_back(row.change);
    interval.cells.push_back(row.interval);
    verdict.cells.push_back(row.word + (row.verdict->metric.gating ? "" : " *"));
    if (terminal.colour) verdict.colours.emplace_back(colour_of(row));
    advisory = advisory || !row.verdict->metric.gating;
  }
  std::string text = terminal_table({std::move(metric), std::move(base), std::move(candidate),
                                     std::move(change), std::move(interval), std::move(verdict)},
                                    terminal.width);
  if (all > rows.size()) {
    text += wrapped(
        fmt::format("{} more metrics are on the page and in verdict.json", all - rows.size()), "  ",
        "  ", terminal.width);
  }
  if (advisory) text += wrapped("* advisory: blocks nobody", "  ", "  ", terminal.width);
  return text;
}

std::string gate_objectives_text(const GateResult& gate, const Paint& paint, std::size_t width) {
  using Answer = harness::result::Verdict;
  if (gate.objectives.empty()) return {};
  std::string text = "objectives\n";
  for (const auto& objective : gate.objectives) {
    const std::string word = objective.verdict == Answer::met      ? paint.good("met       ")
                             : objective.verdict == Answer::missed ? paint.bad("MISSED    ")
                                                                   : paint.doubtful("can't tell");
    text += wrapped(objective.objective + ": " + objective.sentence, "  " + word + "  ",
                    "              ", width);
  }
  return text + "\n";
}

/// Of each gating metric of which too little is known, why.
std::string doubts_text(const GateResult& gate, std::size_t width) {
  constexpr std::size_t most = 10;
  if (gate.verdict.outcome != harness::gate::Outcome::inconclusive) return {};
  std::string text;
  std::size_t doubts = 0;
  for (const auto& one : gate.verdict.metrics) {
    if (!one.metric.gating || one.kind != Kind::inconclusive || ++doubts > most) continue;
    text += wrapped(one.sentence, "  ", "    ", width);
  }
  if (doubts > most) {
    text += wrapped(fmt::format("{} more: verdict.json", doubts - most), "  ", "  ", width);
  }
  return text;
}

}  // namespace

std::string gate_text(const GateResult& gate, const std::filesystem::path& folder,
                      const Terminal& terminal) {
  const Paint paint(terminal.colour);
  const std::size_t width = terminal.width;
  std::string text = wrapped(fmt::format("{}: {} against {}", reports::gate::subject_text(gate),
                                         reports::gate::contender_text(gate.candidate),
                                         reports::gate::contender_text(gate.base)),
                             badge_text(gate, paint) + "  ", "  ", width);
  text += "\n" + metrics_text(gate, terminal) + "\n";
  text += wrapped(fitted(gate.verdict.sentence, longest_verdict), "", "  ", width);
  if (!gate.advisory.empty()) {
    text += wrapped(gate.advisory, paint.doubtful("advisory") + ": ", "  ", width);
  }
  text += doubts_text(gate, width);
  for (const std::string& sentence : reports::gate::what_to_do(gate)) {
    text += wrapped(sentence, "  " + paint.strong("what to do: "), "    ", width);
  }
  text += "\n" + gate_objectives_text(gate, paint, width);
  for (const std::string& warning : gate.warnings) {
    text += wrapped(warning, "  " + paint.doubtful("warning") + "  ", "           ", width);
  }
  text += fmt::format("files: {}\npage:  {}\n", folder.string(), (folder / "report.html").string());
  return text;
}

}  // namespace scenarios
