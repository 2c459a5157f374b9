#include "reports/claim_words.h"
#include "reports/effect_format.h"
#include "reports/effect_groups.h"
#include "reports/figure_format.h"
#include "reports/filled.h"

namespace reports {
namespace {

using harness::result::Effect;

Mood mood_of(const Effect& effect) {
  if (effect.verdict == "holds") return Mood::good;
  if (effect.verdict == "opposite" || effect.verdict == "none") return Mood::bad;
  return effect.verdict == "control" ? Mood::faint : Mood::plain;
}

std::string claim_of(const Effect& effect) {
  if (!effect.claimed) return effect.claim_id.empty() ? "" : "no figure";
  return reports::effect(effect.claimed, effect) + (effect.projected ? " (projected)" : "");
}

Table effects_table(const RunResult& run, const EffectGroup& group, const PageLinks& links) {
  Table table{group.heading,
              {{"optimisation", false},
               {"figure", false},
               {"claim", false},
               {"claimed"},
               {"measured"},
               {"verdict", false},
               {"without"},
               {"with"},
               {"rounds"},
               {"load", false},
               {"switch", false}},
              {}};
  std::string last;  // an optimisation is named once
  table = filled(std::move(table), effects_in(run, group), [&](const Effect& effect) {
    const bool same = effect.optimisation == last;
    last = effect.optimisation;
    return Row{{same ? "" : effect.optimisation,
                metric_name(effect.metric),
                {source_in_words(effect.claim_id), "", links.claim(effect.claim_id)},
                claim_of(effect),
                {reports::effect(effect.measured, effect), effect_interval(effect)},
                effect.verdict,
                plain(effect.without_switch),
                plain(effect.with_switch),
                plain(effect.rounds),
                effect.load,
                effect.switch_name},
               mood_of(effect)};
  });
  if (has_asides(table)) table.note = "Small: the 95 % interval over the rounds. ";
  table.note += "Each trial is a process of its own.";
  return table;
}

}  // namespace

std::vector<Table> effects_tables(const RunResult& run, const PageLinks& links) {
  std::vector<Table> tables;
  for (const EffectGroup& group : effect_groups(run).all()) {
    tables.push_back(effects_table(run, group, links));
  }
  return tables;
}

}  // namespace reports
