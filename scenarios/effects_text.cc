#include "scenarios/effects_text.h"

#include <fmt/format.h>

#include <vector>

#include "reports/effect_format.h"
#include "reports/effect_groups.h"
#include "scenarios/terminal_table.h"
#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Effect;
using harness::result::RunResult;

/// What a verdict looks like on a terminal: the claim stands, stands in part, or does not.
const char* colour_of(const std::string& verdict) {
  if (verdict == "holds") return "32";
  if (verdict == "opposite") return "1;31";
  if (verdict == "none") return "31";
  return verdict == "smaller" || verdict == "unclear" ? "33" : "2";
}

std::string painted(const std::string& table, const std::vector<std::string>& verdicts) {
  std::string text;
  std::size_t at = 0;
  for (std::size_t line = 0; at < table.size(); ++line) {
    const std::size_t end = table.find('\n', at);
    const std::string row = table.substr(at, end - at);
    at = end + 1;
    const std::string& verdict = line == 0 ? std::string() : verdicts[line - 1];
    if (verdict.empty() || !row.ends_with(verdict)) {
      text += row + "\n";
      continue;
    }
    text += row.substr(0, row.size() - verdict.size()) +
            fmt::format("\033[{}m{}\033[0m\n", colour_of(verdict), verdict);
  }
  return text;
}

std::string claim_text(const Effect& effect) {
  if (!effect.claimed) return {};
  return reports::effect(effect.claimed, effect) + (effect.projected ? "*" : "");
}

std::string group_text(const RunResult& result, const reports::EffectGroup& group, bool colour) {
  TerminalColumn optimisation{.heading = "optimisation", .left = true};
  TerminalColumn metric{.heading = "metric", .left = true};
  TerminalColumn id{.heading = "claim", .left = true};
  TerminalColumn claimed{.heading = "claimed"};
  TerminalColumn measured{.heading = "measured"};
  TerminalColumn interval{.heading = "95 % interval"};
  TerminalColumn verdict{.heading = "verdict", .left = true};
  std::string last;
  for (const Effect& effect : reports::effects_in(result, group)) {
    optimisation.cells.push_back(effect.optimisation == last ? "" : effect.optimisation);
    last = effect.optimisation;
    metric.cells.push_back(reports::metric_name(effect.metric));
    id.cells.push_back(effect.claim_id);
    claimed.cells.push_back(claim_text(effect));
    measured.cells.push_back(reports::effect(effect.measured, effect));
    interval.cells.push_back(reports::effect_interval(effect));
    verdict.cells.push_back(effect.verdict);
  }
  if (verdict.cells.empty()) return {};
  const std::vector<std::string> verdicts = verdict.cells;
  const std::string table =
      terminal_table({std::move(optimisation), std::move(metric), std::move(id), std::move(claimed),
                      std::move(measured), std::move(interval), std::move(verdict)});
  return std::string(group.heading) + "\n" + (colour ? painted(table, verdicts) : table) + "\n";
}

}  // namespace

std::string effects_text(const RunResult& result, bool colour) {
  std::string text;
  for (const reports::EffectGroup& group : reports::effect_groups)
    text += group_text(result, group, colour);
  if (text.find("*") != text.npos) text += "  * projected: the source itself never measured it\n";
  return text;
}

}  // namespace scenarios
