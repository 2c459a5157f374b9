#include "scenarios/program/run_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "harness/environment/commit.h"
#include "harness/environment/reference_workload.h"
#include "harness/quantity.h"
#include "harness/schedule/trace.h"
#include "harness/this_program.h"
#include "scenarios/general/asked_items.h"
#include "scenarios/general/scenarios.h"
#include "scenarios/program/named_processes.h"
#include "scenarios/program/run_limits.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::scenario::Scenario;
using harness::scenario::Subject;

constexpr std::string_view trace_prefix = "trace:";

/// In a shorter run the reference workload would take more than a tenth of the time.
constexpr std::chrono::seconds shortest_framed(2);

Expected<std::vector<harness::scenario::Setting>> read_settings(const RunWords& words,
                                                                const Subject& subject) {
  auto own = words.of_subjects.settings_of(subject);
  if (!own) return own;
  std::vector<harness::scenario::Setting> settings = std::move(*own);
  for (const std::string& text : words.settings) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      return failure(fmt::format("--set {}: write NAME=VALUE, such as --set batch.size=50", text));
    }
    settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return settings;
}

/// As asked for, else as the scenario has them: "v1,v2".
std::string presets_of(const RunWords& words, const Subject& subject, const Scenario& scenario) {
  if (!words.engine.empty()) return words.engine;
  return scenario.engines.empty() ? subject.preset
                                  : fmt::format("{}", fmt::join(scenario.engines, ","));
}

/// "v1,v2" as the two. They are told now, not after the capacity has been measured, if they are
/// none, or if the settings don't fit.
Expected<std::vector<std::string>> read_presets(
    const std::string& text, const Subject& subject,
    const std::vector<harness::scenario::Setting>& settings) {
  std::vector<std::string> presets;
  for (const std::string_view part : between_commas(text)) {
    std::string preset(part);
    if (auto fits = check_settings(subject, preset, settings); !fits) {
      return tl::unexpected(fits.error());
    }
    if (std::ranges::find(presets, preset) != presets.end()) {
      return failure(fmt::format("--engine {}: {} is named twice", text, preset));
    }
    presets.push_back(std::move(preset));
  }
  return presets;
}

/// "5min", from a second to an hour: a longer latency can't be recorded.
Expected<std::optional<harness::Duration>> read_patience(const std::string& text) {
  if (text.empty()) return std::optional<harness::Duration>();
  const auto patience = harness::parse_duration(text);
  if (!patience) return failure("--patience: " + patience.error().message);
  if (*patience < std::chrono::seconds(1) || *patience > std::chrono::hours(1)) {
    return failure(fmt::format("--patience: {} is not from 1s to 1h", text));
  }
  return std::optional<harness::Duration>(*patience);
}

/// What the run asks for: opened only where somebody says which items, or asks for them by name.
struct RunItems {
  harness::scenario::ItemSet items;
  AskedItems trace;
};

Expected<RunItems> read_items(const RunWords& words, const Subject& subject) {
  if (words.corpus.empty() && words.trace.empty()) return RunItems{};
  if (!subject.open_items) {
    return failure(fmt::format("{} does not fit: {} has nothing to choose from",
                               words.corpus.empty() ? "--trace" : "--corpus", subject.name));
  }
  auto items = subject.open_items(words.corpus);
  if (!items) return tl::unexpected(items.error());
  RunItems asked{std::move(*items), {}};
  if (words.trace.empty()) return asked;
  auto trace = read_access_trace(words.trace);
  if (!trace) return failure("--trace: " + trace.error().message);
  asked.trace = asked_items(*trace, asked.items, subject.items);
  return asked;
}

/// The scenario without the steps that the corpus has nothing for.
Expected<Scenario> fit_to(const Scenario& scenario, harness::scenario::Size size,
                          const std::filesystem::path& corpus) {
  Scenario fitted = scenario;
  if (!scenario.fit) return fitted;
  using harness::scenario::Size;
  harness::scenario::Form& form = size == Size::quick  ? fitted.quick
                                  : size == Size::full ? fitted.full
                                                       : fitted.standard;
  if (auto fits = scenario.fit(form, corpus); !fits) return tl::unexpected(fits.error());
  return fitted;
}

/// `known`: what the engines, the trace, the capacity and the corpus have to say.
Expected<harness::scenario::Form> read_form(const Scenario& scenario, harness::scenario::Size size,
                                            const RunWords& words,
                                            harness::scenario::Changes known) {
  harness::scenario::Changes changes = std::move(known);
  if (!words.length.empty()) {
    const auto length = harness::parse_duration(words.length);
    if (!length) return failure("--length: " + length.error().message);
    changes.length = *length;
  }
  if (!changes.length || *changes.length >= shortest_framed) {
    changes.frame = harness::environment::reference_workload_length;
  }
  if (!words.rate.empty()) {
    auto rate = harness::schedule::parse_rate(words.rate);
    if (!rate) return failure("--rate: " + rate.error().message);
    changes.rate = *rate;
  }
  if (!words.within.empty()) {
    const auto within = harness::parse_percent(words.within, 0.001, 0.5);
    if (!within) return failure("--within: " + within.error().message);
    changes.within = *within;
  }
  if (!words.only.empty()) {
    for (const std::string_view text : between_commas(words.only)) changes.only.emplace_back(text);
  }
  changes.until = !words.until.empty();
  if (words.arrivals.starts_with(trace_prefix)) {
    auto trace =
        harness::schedule::read_trace(std::string_view(words.arrivals).substr(trace_prefix.size()));
    if (!trace) return failure("--arrivals: " + trace.error().message);
    changes.arrivals = *trace;
  } else if (!words.arrivals.empty()) {
    auto law = harness::schedule::parse_arrivals(words.arrivals);
    if (!law) return failure("--arrivals: " + law.error().message);
    changes.arrivals = *law;
  }
  return choose_form(scenario, size, changes);
}

/// What would go by unnoticed, and so be taken for what was measured.
Expected<void> check_fit(const RunWords& words, const Scenario& scenario,
                         const harness::scenario::Form& form,
                         const std::vector<harness::scenario::Limit>& limits) {
  for (const harness::scenario::Limit& limit : limits) {
    for (const std::string_view figure : {"growth", "recovery"}) {
      if (!limit.objective.starts_with(figure)) continue;
      const auto& own = scenario.own_figures;
      if (std::ranges::find(own, figure) == own.end()) {
        return failure(fmt::format("--objective {} does not fit: only {} measures it", figure,
                                   figure == "growth" ? "soak" : "burst"));
      }
    }
  }
  if (form.ablation() && !words.engine.empty()) {
    return failure("--engine does not fit: an ablation has engines of its own");
  }
  const bool has_rates =
      form.search() != nullptr || std::ranges::any_of(form.steps(), [](const auto& step) {
        return std::holds_alternative<harness::scenario::OpenLoad>(step.load);
      });
  if (!words.capacity.empty() && !has_rates) {
    return failure("--capacity does not fit: this scenario has no rate that is a share of one");
  }
  return {};
}

/// Beside what else is set, and the first values of the other settings that are swept over.
Expected<void> check_values(const RunWords& words, const Subject& subject,
                            const std::vector<Over>& over) {
  auto settings = read_settings(words, subject);
  if (!settings) return tl::unexpected(settings.error());
  const auto set = [&](const std::string& name, const std::string& value) {
    std::erase_if(*settings, [&](const auto& one) { return one.first == name; });
    settings->emplace_back(name, value);
  };
  const std::string preset = words.engine.empty() ? subject.preset : words.engine;
  const std::string first(between_commas(preset).front());
  for (const Over& one : over) set(one.setting, one.values.front());
  for (std::size_t i = 0; i < over.size(); ++i) {
    for (const std::string& value : over[i].values) {
      set(over[i].setting, value);
      auto fits = check_settings(subject, first, *settings);
      if (!fits) return failure(fmt::format("--over {}: {}", words.over[i], fits.error().message));
    }
    set(over[i].setting, over[i].values.front());
  }
  return {};
}

/// What is to be measured, a sweep's steps included.
struct Asked {
  const Subject& subject;
  Scenario scenario;
};

Expected<Asked> read_scenario(const RunWords& words, const Catalogue& catalogue) {
  auto found = catalogue.find(words.scenario, words.on);
  if (!found) return tl::unexpected(found.error());
  Asked asked{found->subject, found->scenario};
  const bool is_sweep = asked.scenario.name == "sweep";
  if (!is_sweep && !words.over.empty()) {
    return failure("--over does not fit: it is for a sweep, as in run sweep --over NAME=A,B");
  }
  if (!is_sweep) return asked;
  std::vector<Over> over;
  for (const std::string& text : words.over) {
    auto one = parse_over(text);
    if (!one) return tl::unexpected(one.error());
    over.push_back(std::move(*one));
  }
  if (over.empty())
    return failure("a sweep needs --over NAME=VALUE,VALUE; see " +
                   harness::to_type("list --settings"));
  if (over.size() > 2 || (over.size() == 2 && over[0].setting == over[1].setting)) {
    return failure("--over: one setting, or two different ones");
  }
  if (auto fit = check_values(words, asked.subject, over); !fit) return tl::unexpected(fit.error());
  Scenario made = sweep(asked.subject, over);
  made.subject = asked.scenario.subject;
  made.items = asked.scenario.items;
  asked.scenario = std::move(made);
  return asked;
}

}  // namespace

Expected<harness::run::RunOrder> read_order(const RunWords& words, const Catalogue& catalogue,
                                            const std::string& command_line) {
  auto chosen = read_scenario(words, catalogue);
  if (!chosen) return tl::unexpected(chosen.error());
  const Subject& subject = chosen->subject;
  Scenario scenario = std::move(chosen->scenario);
  if (words.quick && words.full) return failure("--quick and --full exclude one another");
  const harness::scenario::Size size = words.quick  ? harness::scenario::Size::quick
                                       : words.full ? harness::scenario::Size::full
                                                    : harness::scenario::Size::standard;
  auto settings = read_settings(words, subject);
  if (!settings) return tl::unexpected(settings.error());
  auto engines = read_presets(presets_of(words, subject, scenario), subject, *settings);
  if (!engines) return tl::unexpected(engines.error());
  auto asked = read_items(words, subject);
  if (!asked) return tl::unexpected(asked.error());
  const auto fitted = fit_to(scenario, size, asked->items.folder);
  if (!fitted) return tl::unexpected(fitted.error());
  auto limits = read_limits(words.objective, scenario);
  if (!limits) return tl::unexpected(limits.error());
  auto capacity = read_capacity(words.capacity);
  if (!capacity) return tl::unexpected(capacity.error());
  auto form = read_form(*fitted, size, words,
                        {.recorded = asked->trace.items,
                         .engines = *engines,
                         .settings = *settings,
                         .capacity_is_known = capacity->has_value(),
                         .items = asked->items.times_default});
  if (!form) return tl::unexpected(form.error());
  if (auto fits = check_fit(words, scenario, *form, *limits); !fits)
    return tl::unexpected(fits.error());
  auto processes = read_processes(words.with_pid);
  if (!processes) return tl::unexpected(processes.error());
  auto patience = read_patience(words.patience);
  if (!patience) return tl::unexpected(patience.error());
  std::optional<harness::stats::Precision> until;
  if (!words.until.empty()) {
    auto precision = harness::stats::Precision::parse(words.until);
    if (!precision) return failure("--until: " + precision.error().message);
    until = std::move(*precision);
  }
  const auto commit = harness::environment::read_commit(harness::this_program().source);
  const bool is_framed = form->frame > harness::Duration{};
  return harness::run::RunOrder{
      .scenario = std::move(scenario),
      .size = size,
      .form = std::move(*form),
      .limits = std::move(*limits),
      .until = std::move(until),
      .capacity_per_s = *capacity,
      .capacity_as_typed = words.capacity,
      .engine = engines->front(),
      .settings = std::move(*settings),
      .corpus = std::move(asked->items.folder),
      .processes = std::move(*processes),
      .corpus_as_typed = words.corpus,
      .scratch = {},
      .warnings = std::move(asked->trace.warnings),
      .patience = *patience,
      .seed = words.seed,
      .command = command_line,
      .commit = commit ? commit->id.substr(0, 8) : std::string(),
      .reference_workload = is_framed ? harness::environment::reference_workload_ms : nullptr};
}

}  // namespace scenarios
