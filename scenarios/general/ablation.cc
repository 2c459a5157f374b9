// What each of a subject's switches is worth.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/words/effect_format.h"
#include "scenarios/general/loads.h"
#include "scenarios/general/scenarios.h"
#include "scenarios/general/trial.h"

namespace scenarios {
namespace {

using harness::ablation::Comparison;
using harness::ablation::Configuration;
using harness::ablation::Design;
using harness::result::Effect;
using harness::result::RunResult;

constexpr std::size_t trial_client_count = 32;
constexpr std::size_t most_told = 5;
constexpr const char* throughput_metric = "achieved_per_s";

/// How long it may take.
struct Size {
  harness::Duration trial{}, most{};
  double within = 0.03;
};

/// Builds the design of a subject's switches: each added to its plainest preset, and each taken
/// from its usual one.
class SwitchDesign {
 public:
  SwitchDesign(const Subject& subject, const Size& size)
      : subject_(subject), plain_(subject.presets.front()), usual_(subject.preset) {
    design_.trial = size.trial;
    design_.most = size.most;
    design_.within = size.within;
    design_.figure = general_trial_figure;
  }

  Design build() {
    const std::size_t plain = configuration(plain_), usual = configuration(usual_);
    for (const std::size_t one : {plain, usual}) {
      const std::string& preset = one == plain ? plain_ : usual_;
      add("", preset, preset + " against itself", one, copy_of(one));
      design_.comparisons.back().control = true;
    }
    add("engine", usual_ + " over " + plain_, "all of " + usual_, plain, usual);
    const auto of = [&](const std::string& preset) {
      return static_cast<std::size_t>(std::ranges::find(subject_.presets, preset) -
                                      subject_.presets.begin());
    };
    const std::size_t first = of(plain_), second = of(usual_);
    for (const harness::scenario::SettingInfo& setting : subject_.settings) {
      if (setting.presets.size() <= std::max(first, second)) continue;
      const std::string& off = setting.presets[first];
      const std::string& on = setting.presets[second];
      if (off == on) continue;
      const std::string name = fmt::format("{}={}, not {}", setting.name, on, off);
      add(setting.name, plain_, name, plain, configuration(plain_, {{setting.name, on}}));
      add(setting.name, usual_, name, configuration(usual_, {{setting.name, off}}), usual);
    }
    return std::move(design_);
  }

 private:
  std::size_t configuration(const std::string& preset,
                            std::vector<harness::ablation::Setting> settings = {}) {
    Configuration made{.load = trial_clients,
                       .preset = preset,
                       .clients = trial_client_count,
                       .settings = std::move(settings),
                       .held = {},
                       .corpus = {},
                       .rate = {}};
    for (const auto& [name, value] : subject_.usual) made.held.push_back(name);
    return design_.add(std::move(made));
  }

  std::size_t copy_of(std::size_t configuration) {
    Configuration copy = design_.configurations[configuration];
    copy.copy = 1;
    return design_.add(std::move(copy));
  }

  void add(const std::string& setting, const std::string& against, const std::string& name,
           std::size_t without, std::size_t with) {
    design_.comparisons.push_back({.switch_name = setting,
                                   .against = against,
                                   .optimisation = name,
                                   .load = fmt::format("{} clients", trial_client_count),
                                   .without = without,
                                   .with = with,
                                   .block = against == usual_ ? 1U : 0U,
                                   .claims = {{.metric = throughput_metric},
                                              {.metric = "latency_ms_p99"},
                                              {.metric = "rss_mib_peak"}}});
  }

  const Subject& subject_;
  const std::string plain_, usual_;
  Design design_;
};

/// The largest effects on throughput that chance does not explain.
void conclude_switches(RunResult& result) {
  std::vector<const Effect*> clear;
  for (const Effect& effect : result.effects) {
    if (effect.metric != throughput_metric || effect.switch_name.empty() || !effect.measured)
      continue;
    if (!effect.interval_low || !effect.interval_high) continue;
    if (*effect.interval_low > 0 || *effect.interval_high < 0) clear.push_back(&effect);
  }
  std::ranges::sort(clear, [](const Effect* a, const Effect* b) {
    return std::abs(*a->measured) > std::abs(*b->measured);
  });
  if (clear.size() > most_told) clear.resize(most_told);
  if (clear.empty()) {
    result.findings.emplace_back("No switch changes the throughput by more than chance explains.");
  }
  for (const Effect* effect : clear) {
    result.findings.push_back(
        fmt::format("{} ({}): throughput {}.", effect->optimisation,
                    effect->switch_name == "engine" ? effect->against : "on " + effect->against,
                    reports::words::effect(effect->measured, *effect)));
  }
}

Form ablation_form(const Subject& subject, const Size& size) {
  Form form{.capacity = {}, .interval = 1s};
  form.course = SwitchDesign(subject, size).build();
  return form;
}

}  // namespace

Scenario ablation(const Subject& subject) {
  return {.name = "ablation",
          .question = "What is each switch worth, added by itself and taken away by itself?",
          .view = {},
          .make_target = subject.make_target,
          .popularity = subject.popularity,
          .limits = {},
          .quick = ablation_form(subject, {100ms, 20s, 0.05}),
          .standard = ablation_form(subject, {700ms, 10min, 0.03}),
          .full = ablation_form(subject, {1500ms, 1h, 0.02}),
          .conclude = conclude_switches};
}

}  // namespace scenarios
