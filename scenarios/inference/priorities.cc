// What source 004's four proposals are worth, and each scheduler.
#include <array>

#include "scenarios/general/trial.h"
#include "scenarios/inference/findings.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"
#include "scenarios/inference/target/server_counters.h"

namespace scenarios::inference {
namespace {

using harness::ablation::Claim;
using harness::ablation::Design;
using harness::result::Effect;
using harness::result::Figure;
using harness::result::RunResult;

constexpr const char* loading_load = "loading";
constexpr std::size_t trial_users = 20;

constexpr const char* throughput_figure = "achieved_per_s";
constexpr const char* p50_figure = "latency_ms_p50";
constexpr const char* first_figure = "first_result_ms_p50";
constexpr const char* memory_figure = "rss_mib_peak";
constexpr const char* load_figure = "model_load_ms";

/// What the source projected, and never measured.
Claim projected(const char* metric, const char* id, double effect) {
  return {.metric = metric, .id = id, .effect = effect, .projected = true};
}
Claim unclaimed(const char* metric) {
  return {.metric = metric};
}

/// A proposal: what is switched, on what, and what is claimed for it.
struct Proposal {
  const char* switch_name;
  const char* optimisation;
  const char* off;
  const char* on;
  std::vector<Claim> claims;
  const char* load = trial_clients;
  Settings background = {};
  bool quick = false;  // is it one of the handful of a first look?
};

std::vector<Proposal> batching() {
  std::vector<Proposal> all;
  for (const char* const window : {"10ms", "50ms"}) {
    all.push_back({.switch_name = "schedule",
                   .optimisation = window[0] == '1' ? "batches by a window of 10 ms, not serial"
                                                    : "batches by a window of 50 ms, not serial",
                   .off = "serial",
                   .on = "window",
                   .claims = {projected(throughput_figure, "004.7", 0.225),
                              projected(p50_figure, "004.7", -0.075), unclaimed(first_figure)},
                   .background = {{"schedule.window", window}}});
  }
  for (const char* const policy : {"idle", "continuous"}) {
    all.push_back(
        {.switch_name = "schedule",
         .optimisation = policy[0] == 'i' ? "batches when the model is idle, not serial"
                                          : "continuous batches, not serial",
         .off = "serial",
         .on = policy,
         .claims = {unclaimed(throughput_figure), unclaimed(p50_figure), unclaimed(first_figure)},
         .quick = policy[0] == 'c'});
  }
  return all;
}

std::vector<Proposal> proposals() {
  std::vector<Proposal> all{
      {.switch_name = "client.keep_alive",
       .optimisation = "connections are kept, not made for each request",
       .off = "off",
       .on = "on",
       .claims = {projected(throughput_figure, "004.6", 0.10),
                  projected(p50_figure, "004.6", -0.125), projected(memory_figure, "004.6", -0.05)},
       .quick = true},
      {.switch_name = "stream",
       .optimisation = "answers are streamed",
       .off = "off",
       .on = "on",
       .claims = {projected(first_figure, "004.8", -0.075),
                  projected(memory_figure, "004.8", -0.175), unclaimed(p50_figure)},
       .quick = true},
      {.switch_name = "models.loading",
       .optimisation = "models are loaded asynchronously",
       .off = "sync",
       .on = "async",
       .claims = {projected(load_figure, "004.9", -0.30), unclaimed("first_result_ms_p99")},
       .load = loading_load}};
  for (Proposal& one : batching()) all.push_back(std::move(one));
  return all;
}

/// Builds the design: each proposal is added to v1, and taken from v2.
class PriorityDesign {
 public:
  explicit PriorityDesign(harness::Duration trial, harness::Duration most, double within) {
    design_.trial = trial;
    design_.most = most;
    design_.within = within;
    design_.figure = figure;
  }

  /// Each of `all` is added to the plain preset and taken from the usual one; of a handful only
  /// that.
  Design build(const std::vector<Proposal>& all, bool handful) {
    for (const char* const preset : {"v1", "v2"}) {
      const std::size_t one = configuration(preset, trial_clients, {});
      harness::ablation::Configuration copy = design_.configurations[one];
      copy.copy = 1;
      add("", preset, std::string(preset) + " against itself", trial_clients, one,
          design_.add(std::move(copy)),
          {unclaimed(throughput_figure), unclaimed(p50_figure), unclaimed(first_figure)});
      design_.comparisons.back().control = true;
    }
    add("engine", "v2 over v1", "all of v2", trial_clients, configuration("v1", trial_clients, {}),
        configuration("v2", trial_clients, {}),
        {unclaimed(throughput_figure), unclaimed(p50_figure), unclaimed(first_figure),
         unclaimed(memory_figure)});
    for (const Proposal& one : all) {
      for (const char* const preset : {"v1", "v2"}) {
        if (handful && (!one.quick || preset == std::string_view("v1"))) continue;
        add(one.switch_name, preset, one.optimisation, one.load,
            configuration(preset, one.load, with(one, one.off)),
            configuration(preset, one.load, with(one, one.on)), one.claims);
      }
    }
    return std::move(design_);
  }

 private:
  static Settings with(const Proposal& proposal, const char* value) {
    Settings settings = proposal.background;
    settings.emplace_back(proposal.switch_name, value);
    return settings;
  }

  static Figure figure(const RunResult& trial, std::string_view metric) {
    if (metric != load_figure) return general_trial_figure(trial, metric);
    const auto* const point = measured_point(trial);
    if (point == nullptr) return {};
    const Figure loads = counter_at(trial, *point, loads_counter);
    const Figure time = counter_at(trial, *point, load_time_counter);
    return loads && time && *loads > 0 ? Figure(1e3 * *time / *loads) : Figure();
  }

  std::size_t configuration(const char* preset, const char* load, Settings settings) {
    return design_.add({.load = load,
                        .preset = preset,
                        .clients = trial_users,
                        .settings = std::move(settings),
                        .corpus = {},
                        .rate = {},
                        .stretch = load == std::string_view(loading_load) ? 4.0 : 1.0});
  }

  void add(const char* switch_name, std::string against, std::string optimisation, const char* load,
           std::size_t without, std::size_t with, std::vector<Claim> claims) {
    design_.comparisons.push_back({.switch_name = switch_name,
                                   .against = against,
                                   .optimisation = std::move(optimisation),
                                   .load = load == std::string_view(loading_load)
                                               ? "a second model is loaded now and then"
                                               : clients_in_words(trial_users),
                                   .without = without,
                                   .with = with,
                                   .block = against == "v2" ? 1U : 0U,
                                   .claims = std::move(claims)});
  }

  Design design_;
};

Form priority_form(harness::Duration trial, harness::Duration most, double within,
                   bool handful = false) {
  Form form{.capacity = {}, .interval = 1s};
  form.course = PriorityDesign(trial, most, within).build(proposals(), handful);
  return form;
}

Form trial_form(Step step, harness::Duration length) {
  return {.course = harness::scenario::Steps{{std::move(step)}},
          .capacity = {},
          .interval = std::max<harness::Duration>(length / 4, 100ms)};
}

}  // namespace

Scenario priorities() {
  Scenario scenario = scenario_of(
      "ablation", "What is each of source 004's proposals worth, and does what it projects hold?");
  scenario.view = {};
  scenario.limits = {};
  scenario.quick = priority_form(600ms, 20s, 0.05, true);
  scenario.standard = priority_form(2s, 15min, 0.03);
  scenario.full = priority_form(5s, 1h, 0.02);
  scenario.conclude = conclude_priorities;
  return scenario;
}

harness::Expected<Scenario> inference_trial(const std::string& load,
                                            const harness::scenario::TrialSize& size) {
  Step step{.name = load, .settings = {}, .load = clients_of(size.clients, size.length)};
  if (load == loading_load) {
    step.settings = {{"model.shape", "1m"},        {"models.also", "110m"},
                     {"models.ttl", "300ms"},      {"client.other_model", "110m"},
                     {"client.other_share", "2%"}, {"client.answer", "4"}};
    step.load = OpenLoad{.rate = per_second(30),
                         .segments = harness::schedule::constant("load", 1, size.length),
                         .arrivals = harness::schedule::Arrivals::poisson};
  } else if (load != trial_clients) {
    return harness::failure("there is no trial load '" + load + "'");
  }
  Scenario scenario = scenario_of("trial", "What does one trial of an ablation measure?");
  scenario.view = harness::result::load_view();
  scenario.limits = {};
  scenario.quick = scenario.standard = scenario.full = trial_form(std::move(step), size.length);
  return scenario;
}

}  // namespace scenarios::inference
