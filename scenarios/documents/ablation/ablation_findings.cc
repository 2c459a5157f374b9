// What an ablation says in sentences.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "reports/words/effect_format.h"
#include "scenarios/documents/ablation/ablation_findings.h"

namespace scenarios {
namespace {

using harness::result::Effect;
using harness::result::RunResult;

constexpr const char* all_of_v2 = "v2 over v1";

/// A claim about one optimisation, which the tally counts.
bool is_counted(const Effect& effect) {
  return effect.claimed && effect.against != all_of_v2;
}

std::size_t count(const std::vector<Effect>& effects, std::string_view verdict) {
  return static_cast<std::size_t>(std::count_if(
      effects.begin(), effects.end(),
      [&](const Effect& effect) { return is_counted(effect) && effect.verdict == verdict; }));
}

/// "xxh3 keys, not MD5 (lookup time; v1)"
std::string name_of(const Effect& effect) {
  return fmt::format("{} ({}; {})", effect.optimisation, reports::words::metric_name(effect.metric),
                     effect.against);
}

void add_tally(RunResult& result) {
  const auto judged = static_cast<std::size_t>(
      std::count_if(result.effects.begin(), result.effects.end(), is_counted));
  if (judged == 0) return;
  result.findings.push_back(fmt::format(
      "Of {} times that a claim about one optimisation was measured, it holds in {}, is smaller in "
      "{}, is nothing in {}, is the opposite in {} and can't be told in {}.",
      judged, count(result.effects, "holds"), count(result.effects, "smaller"),
      count(result.effects, "none"), count(result.effects, "opposite"),
      count(result.effects, "unclear")));
}

/// Names as many as the tally counts; what is claimed of all of v2 is named by itself.
void add_opposites(RunResult& result) {
  std::string counted, together;
  for (const Effect& effect : result.effects) {
    if (effect.verdict != "opposite" || !effect.claimed) continue;
    std::string& names = is_counted(effect) ? counted : together;
    names += fmt::format("{}{}: {} claimed, {} measured", names.empty() ? "" : "; ",
                         name_of(effect), reports::words::effect(effect.claimed, effect),
                         reports::words::effect(effect.measured, effect));
  }
  if (!counted.empty()) {
    result.findings.push_back("Of one optimisation, the opposite of its claim: " + counted + ".");
  }
  if (!together.empty()) {
    result.findings.push_back("Of all of v2, the opposite of its claim: " + together + ".");
  }
}

void add_together(RunResult& result) {
  for (const Effect& effect : result.effects) {
    if (effect.against != all_of_v2 || effect.metric != "achieved_per_s") continue;
    if (effect.claim_id != "issue" || !effect.measured) continue;
    result.findings.push_back(
        fmt::format("All of v2 over v1, {}: throughput {}, {} wanted: {}.", effect.load,
                    reports::words::effect(effect.measured, effect),
                    reports::words::effect(effect.claimed, effect), effect.verdict));
  }
}

}  // namespace

void conclude_ablation(RunResult& result) {
  add_tally(result);
  add_together(result);
  add_opposites(result);
}

}  // namespace scenarios
