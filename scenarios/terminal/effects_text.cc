#include "scenarios/terminal/effects_text.h"

#include <fmt/format.h>

#include <algorithm>

#include <vector>

#include "reports/words/claim_words.h"
#include "reports/words/effect_format.h"
#include "reports/words/effect_groups.h"
#include "scenarios/terminal/claim_words.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

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

std::string claim_text(const Effect& effect) {
  if (!effect.claimed) return {};
  return reports::words::effect(effect.claimed, effect) + (effect.projected ? "*" : "");
}

std::string group_text(const RunResult& result, const reports::words::EffectGroup& group,
                       const Terminal& terminal) {
  TerminalColumn optimisation{.heading = "optimisation", .left = true};
  TerminalColumn metric{.heading = "metric", .left = true};
  TerminalColumn who{.heading = "claimed by", .left = true, .expendable = 1};
  TerminalColumn claimed{.heading = "claimed"};
  TerminalColumn measured{.heading = "measured"};
  TerminalColumn interval{.heading = "95 % interval"};
  TerminalColumn verdict{.heading = "verdict", .left = true};
  std::string last;
  for (const Effect& effect : reports::words::effects_in(result, group)) {
    optimisation.cells.push_back(effect.optimisation == last ? "" : effect.optimisation);
    last = effect.optimisation;
    metric.cells.push_back(reports::words::metric_name(effect.metric));
    who.cells.emplace_back(claimant(effect.claim_id));
    claimed.cells.push_back(claim_text(effect));
    measured.cells.push_back(reports::words::effect(effect.measured, effect));
    interval.cells.push_back(reports::words::effect_interval(effect));
    verdict.cells.push_back(effect.verdict);
    if (terminal.colour) verdict.colours.emplace_back(colour_of(effect.verdict));
  }
  if (verdict.cells.empty()) return {};
  return wrapped(group.heading, "", "  ", terminal.width) +
         terminal_table(
             {std::move(optimisation), std::move(metric), std::move(who), std::move(claimed),
              std::move(measured), std::move(interval), std::move(verdict)},
             terminal.width) +
         "\n";
}

}  // namespace

std::string effects_text(const RunResult& result, const Terminal& terminal) {
  std::string text;
  for (const reports::words::EffectGroup& group : reports::words::effect_groups(result).all())
    text += group_text(result, group, terminal);
  if (text.empty()) return text;
  if (text.find('*') != text.npos) {
    text += wrapped("* projected: who claims it never measured it", "  ", "  ", terminal.width);
  }
  const bool claims = std::ranges::any_of(
      result.effects, [](const Effect& effect) { return effect.claimed.has_value(); });
  if (!claims) return text;
  text += wrapped(fmt::format("Who claims what, and where: {}", reports::words::claims_file), "  ",
                  "  ", terminal.width);
  return text;
}

}  // namespace scenarios
