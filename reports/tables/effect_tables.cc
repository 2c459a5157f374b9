#include "reports/tables/filled.h"
#include "reports/words/claim_words.h"
#include "reports/words/effect_format.h"
#include "reports/words/effect_groups.h"
#include "reports/words/figure_format.h"

namespace reports::tables {

using harness::result::RunResult;

namespace {

using harness::result::Effect;

Mood mood_of(const Effect& effect) {
  if (effect.verdict == "holds") return Mood::good;
  if (effect.verdict == "opposite" || effect.verdict == "none") return Mood::bad;
  return effect.verdict == "control" ? Mood::faint : Mood::plain;
}

std::string claim_of(const Effect& effect) {
  if (!effect.claimed) return effect.claim_id.empty() ? "" : "no figure";
  return words::effect(effect.claimed, effect) + (effect.projected ? " (projected)" : "");
}

Table effects_table(const RunResult& run, const words::EffectGroup& group,
                    const words::PageLinks& links) {
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
  table = filled(std::move(table), words::effects_in(run, group), [&](const Effect& effect) {
    const bool same = effect.optimisation == last;
    last = effect.optimisation;
    return Row{{same ? "" : effect.optimisation,
                words::metric_name(effect.metric),
                {words::source_in_words(effect.claim_id), "", links.claim(effect.claim_id)},
                claim_of(effect),
                {words::effect(effect.measured, effect), words::effect_interval(effect)},
                effect.verdict,
                words::plain(effect.without_switch),
                words::plain(effect.with_switch),
                words::plain(effect.rounds),
                effect.load,
                effect.switch_name},
               mood_of(effect)};
  });
  if (has_asides(table)) table.note = "Small: the 95 % interval over the rounds. ";
  table.note += "Each trial is a process of its own.";
  return table;
}

}  // namespace

std::vector<Table> effects_tables(const RunResult& run, const words::PageLinks& links) {
  std::vector<Table> tables;
  for (const words::EffectGroup& group : words::effect_groups(run).all()) {
    tables.push_back(effects_table(run, group, links));
  }
  return tables;
}

}  // namespace reports::tables
