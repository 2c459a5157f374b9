#include "reports/words/effect_groups.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "reports/words/escape.h"

namespace reports::words {
namespace {

using harness::result::Effect;
using harness::result::RunResult;

constexpr std::string_view over = " over ";
constexpr std::string_view ladder = "ladder";

/// The systems that effects are measured against, the plain one first.
std::array<std::string, 2> systems_of(const RunResult& run) {
  std::vector<std::string> named;
  for (const Effect& effect : run.effects) {
    const std::string& against = effect.against;
    if (const std::size_t at = against.find(over); at != against.npos) {
      return {against.substr(at + over.size()), against.substr(0, at)};
    }
    if (against == ladder || std::ranges::find(named, against) != named.end()) continue;
    named.push_back(against);
  }
  if (named.size() == 2) return {named[0], named[1]};
  return {"v1", "v2"};
}

}  // namespace

EffectGroups effect_groups(const RunResult& run) {
  const auto [plain, full] = systems_of(run);
  const std::string first = clean_text(plain), second = clean_text(full);
  return {{full + std::string(over) + plain, "All of " + second + " over " + first},
          {plain, first + ", and each optimisation added to it alone"},
          {full, second + ", and each taken from it alone: what having it is worth"},
          {std::string(ladder),
           "The ladder: one after the other on top of " + first + ", compared with " + first}};
}

std::vector<Effect> effects_in(const RunResult& run, const EffectGroup& group) {
  std::vector<Effect> effects;
  std::copy_if(run.effects.begin(), run.effects.end(), std::back_inserter(effects),
               [&](const Effect& effect) { return effect.against == group.against; });
  return effects;
}

}  // namespace reports::words
