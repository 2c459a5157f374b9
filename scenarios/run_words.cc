#include "scenarios/run_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "engine/option_values.h"
#include "harness/load/trace.h"
#include "harness/nearest.h"
#include "harness/probe/build_facts.h"
#include "harness/probe/commit.h"
#include "scenarios/asked_documents.h"
#include "scenarios/corpus.h"
#include "scenarios/engine_target.h"
#include "scenarios/named_processes.h"
#include "scenarios/option_checks.h"
#include "scenarios/run_limits.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::run::Scenario;

constexpr std::string_view trace_prefix = "trace:";

const Scenario* find_scenario(const std::string& name) {
  for (const Scenario& scenario : harness::run::scenarios()) {
    if (scenario.name == name) return &scenario;
  }
  return nullptr;
}

tl::unexpected<harness::Error> no_such_scenario(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Scenario& scenario : harness::run::scenarios()) names.push_back(scenario.name);
  const auto near = harness::nearest(name, names);
  return failure(fmt::format("there is no scenario '{}'; {}", name,
                             near ? fmt::format("did you mean {}?", *near) : "see ./prony list"));
}

Expected<std::vector<harness::run::Setting>> read_settings(const RunWords& words) {
  std::vector<harness::run::Setting> settings;
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
std::string engines_of(const RunWords& words, const Scenario& scenario) {
  if (!words.engine.empty()) return words.engine;
  return scenario.engines.empty() ? "v2" : fmt::format("{}", fmt::join(scenario.engines, ","));
}

/// "v1,v2" as the two. They are told now, not after the capacity has been measured, if they are
/// none, or if the settings don't fit.
Expected<std::vector<std::string>> read_engines(
    const std::string& text, const std::vector<harness::run::Setting>& settings) {
  std::vector<std::string> engines;
  std::string_view rest = text;
  while (true) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string engine(rest.substr(0, comma));
    if (auto known = engine_options(engine, settings, 1); !known) {
      return tl::unexpected(known.error());
    }
    if (std::find(engines.begin(), engines.end(), engine) != engines.end()) {
      return failure(fmt::format("--engine {}: {} is named twice", text, engine));
    }
    engines.push_back(std::move(engine));
    if (comma == rest.size()) return engines;
    rest.remove_prefix(comma + 1);
  }
}

/// "2%" as 0.02; above 0 and at most 50 %.
Expected<double> read_percent(const std::string& text) {
  double percent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc{} || unit != "%" || !(percent >= 0.1 && percent <= 50)) {
    return failure(fmt::format("'{}' is no percentage from 0.1% to 50%, such as 2%", text));
  }
  return percent / 100;
}

/// "5min", from a second to an hour: a longer latency can't be recorded.
Expected<std::optional<harness::Duration>> read_patience(const std::string& text) {
  if (text.empty()) return std::optional<harness::Duration>();
  const auto patience = engine::parse_duration(text);
  if (!patience) return failure("--patience: " + patience.error().detail);
  if (*patience < std::chrono::seconds(1) || *patience > std::chrono::hours(1)) {
    return failure(fmt::format("--patience: {} is not from 1s to 1h", text));
  }
  return std::optional<harness::Duration>(*patience);
}

/// What --trace asks for; nothing where it is not given.
Expected<AskedDocuments> read_trace(const RunWords& words, const Scenario& scenario,
                                    const Corpus& corpus) {
  if (words.trace.empty()) return AskedDocuments{};
  if (scenario.kind == "overhead") {
    return failure("--trace does not fit: this scenario has no documents to ask for");
  }
  auto trace = read_access_trace(words.trace);
  if (!trace) return failure("--trace: " + trace.error().message);
  return asked_documents(*trace, corpus);
}

/// The scenario without the steps that the corpus has nothing for.
Expected<Scenario> fit_to(const Scenario& scenario, harness::run::Size size,
                          const std::filesystem::path& corpus) {
  Scenario fitted = scenario;
  if (scenario.fit == nullptr) return fitted;
  using harness::run::Size;
  harness::run::Form& form = size == Size::quick  ? fitted.quick
                             : size == Size::full ? fitted.full
                                                  : fitted.standard;
  if (auto fits = scenario.fit(form, corpus); !fits) return tl::unexpected(fits.error());
  return fitted;
}

/// How many times as much there is to do as with the documents that come with the source code: by
/// their number or their bytes, whichever is less, as a file may be too large to be worked on.
double times_the_default(const Corpus& corpus) {
  const auto usual = Corpus::open({});
  if (!usual || usual->total_bytes() == 0) return 1;
  const auto ratio = [](auto one, auto other) {
    return static_cast<double>(one) / static_cast<double>(other);
  };
  return std::min(ratio(corpus.total_bytes(), usual->total_bytes()),
                  ratio(corpus.documents().size(), usual->documents().size()));
}

/// `known`: what the engines, the trace, the capacity and the corpus have to say.
Expected<harness::run::Form> read_form(const Scenario& scenario, harness::run::Size size,
                                       const RunWords& words, harness::run::Changes known) {
  harness::run::Changes changes = std::move(known);
  const std::vector<std::string>& engines = changes.engines;
  if (engines.size() > 1 && scenario.kind == "overhead") {
    return failure("--engine: this scenario measures the harness, with no engine behind it");
  }
  if (!words.length.empty()) {
    const auto length = engine::parse_duration(words.length);
    if (!length) return failure("--length: " + length.error().detail);
    changes.length = *length;
  }
  if (!words.rate.empty()) {
    auto rate = harness::load::parse_rate(words.rate);
    if (!rate) return failure("--rate: " + rate.error().message);
    changes.rate = *rate;
  }
  if (!words.within.empty()) {
    const auto within = read_percent(words.within);
    if (!within) return failure("--within: " + within.error().message);
    changes.within = *within;
  }
  if (!words.only.empty()) {
    for (const std::string_view text : between_commas(words.only)) changes.only.emplace_back(text);
  }
  changes.until = !words.until.empty();
  if (words.arrivals.starts_with(trace_prefix)) {
    auto trace =
        harness::load::read_trace(std::string_view(words.arrivals).substr(trace_prefix.size()));
    if (!trace) return failure("--arrivals: " + trace.error().message);
    changes.arrivals = *trace;
  } else if (!words.arrivals.empty()) {
    auto law = harness::load::parse_arrivals(words.arrivals);
    if (!law) return failure("--arrivals: " + law.error().message);
    changes.arrivals = *law;
  }
  return choose_form(scenario, size, changes);
}

/// What would go by unnoticed, and so be taken for what was measured.
Expected<void> check_fit(const RunWords& words, const Scenario& scenario,
                         const harness::run::Form& form,
                         const std::vector<harness::run::Limit>& limits) {
  const bool of_engine = !words.engine.empty() || !words.settings.empty() || !words.corpus.empty();
  if (scenario.kind == "overhead" && of_engine) {
    return failure(
        "--engine, --set and --corpus do not fit: this scenario measures the harness, with no "
        "engine behind it");
  }
  for (const harness::run::Limit& limit : limits) {
    const std::string_view text(limit.objective);
    if (text.starts_with("growth") && scenario.name != "soak") {
      return failure("--objective growth does not fit: only soak measures it");
    }
    if (text.starts_with("recovery") && scenario.name != "burst") {
      return failure("--objective recovery does not fit: only burst measures it");
    }
  }
  if (form.ablation && !words.engine.empty()) {
    return failure("--engine does not fit: an ablation has engines of its own");
  }
  const bool has_rates =
      form.search || std::any_of(form.steps.begin(), form.steps.end(), [](const auto& step) {
        return std::holds_alternative<harness::run::OpenLoad>(step.load);
      });
  if (!words.capacity.empty() && !has_rates) {
    return failure("--capacity does not fit: this scenario has no rate that is a share of one");
  }
  return {};
}

}  // namespace

void RunWords::add_to(CLI::App& command) {
  command.add_option("SCENARIO", scenario, "Which one; ./prony list shows them.")->required();
  command.add_flag(
      "--quick", quick,
      "The short form, about 10 s: a first look; ./prony list has how long each takes.");
  command.add_flag("--full", full,
                   "The rates and durations of those whose claims are tested "
                   "(scenarios/CLAIMS.md).");
  command.add_option("--length", length,
                     "The whole run takes so long, or ends sooner: 30s, 5min, 1h. It holds the "
                     "capacity's measuring, the targets' making and checking, and warm-ups, which "
                     "shrink with it but never grow; only report.html is made afterwards. Too "
                     "short a one is refused.");
  command.add_option("--rate", rate,
                     "Offer this rate: 500/s, or 60% of the capacity measured just before.");
  command.add_option("--arrivals", arrivals,
                     "How requests fall about the rate: constant, poisson, gamma:CV (in clusters "
                     "if CV, the spread of the gaps by their mean, is above 1), or "
                     "trace:FILE[@SPEEDUP]: when they came somewhere, from a CSV file with a "
                     "column t_s (seconds), in place of the scenario's rates and phases.");
  command.add_option(
      "--objective", objective,
      "Hold the run to these limits in place of the scenario's own, or search the "
      "highest rate for them: 'p99<=50ms,errors<=0.1%,shed<=1%'; of a soak, "
      "'growth<=5MiB/h'. errors: failed, of the accepted requests; shed: refused, of "
      "all (the scenario's limit on it stays unless another is given); latencies are "
      "of those that ended ok.");
  command.add_option("--within", within,
                     "How closely to search a rate: 2% (half the width of its 95 % interval).");
  command.add_option("--only", only,
                     "Of an ablation: only what has one of these in its name, or its switch: "
                     "'parser,retries'.");
  command.add_option("--until", until,
                     "Measure until a figure is known so well, at most --length (else ten times "
                     "the form's): 'p99 within 5%'.");
  command.add_option("--capacity", capacity,
                     "Rates in percent are of this: a rate, or the folder of a valid capacity run. "
                     "Not given, the capacity is measured just before.");
  command.add_option("--patience", patience,
                     "How long to wait, at a load's end, for requests that are under way: 5min "
                     "(from 1s to 1h; not given, 60s). What has not ended by then never ended, and "
                     "the run is invalid.");
  command.add_option("--seed", seed, "Of arrivals and documents (1): same seed, same load.")
      ->check(any_seed());
  command.add_option("--engine", engine,
                     "v1: no optimisation; v2: all of them (the default of most scenarios); v1,v2: "
                     "both, side by side. Rates in percent are then of the capacity of the first.");
  command
      .add_option("--set", settings,
                  "An engine switch, NAME=VALUE; ./prony list --engine shows them.")
      ->allow_extra_args(false);
  command.add_option("--corpus", corpus,
                     "Documents: a folder, or a name that ./prony corpus lists.");
  command.add_option("--trace", trace,
                     "Ask for documents as they were asked for somewhere: a CSV file with a row "
                     "for each access, in a column `item` (a document's name, or a number), or "
                     "nothing but numbers. Beside the access patterns of cache it is one more.");
  command.add_option("--with-pid", with_pid, with_pid_help)->allow_extra_args(false);
  command.add_option("--repeat", repeat, "So many runs, one after the other (1).")
      ->check(whole_number(1, 1000));
  command.add_option("--out", out, "Leave the files here; must be absent or empty.");
  command.add_flag("--json", json, "Print run.json on stdout instead of the table.");
}

Expected<harness::run::RunOrder> read_order(const RunWords& words,
                                            const std::string& command_line) {
  const Scenario* const scenario = find_scenario(words.scenario);
  if (scenario == nullptr) return no_such_scenario(words.scenario);
  if (words.quick && words.full) return failure("--quick and --full exclude one another");
  const harness::run::Size size = words.quick  ? harness::run::Size::quick
                                  : words.full ? harness::run::Size::full
                                               : harness::run::Size::standard;
  auto settings = read_settings(words);
  if (!settings) return tl::unexpected(settings.error());
  auto engines = read_engines(engines_of(words, *scenario), *settings);
  if (!engines) return tl::unexpected(engines.error());
  auto corpus = resolve_corpus(words.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  auto opened = Corpus::open(*corpus);
  if (!opened) return tl::unexpected(opened.error());
  auto asked = read_trace(words, *scenario, *opened);
  if (!asked) return tl::unexpected(asked.error());
  const auto fitted = fit_to(*scenario, size, *corpus);
  if (!fitted) return tl::unexpected(fitted.error());
  auto limits = read_limits(words.objective, *scenario);
  if (!limits) return tl::unexpected(limits.error());
  auto capacity = read_capacity(words.capacity);
  if (!capacity) return tl::unexpected(capacity.error());
  auto form = read_form(*fitted, size, words,
                        {.recorded = asked->items,
                         .engines = *engines,
                         .settings = *settings,
                         .capacity_is_known = capacity->has_value(),
                         .items = times_the_default(*opened)});
  if (!form) return tl::unexpected(form.error());
  if (auto fits = check_fit(words, *scenario, *form, *limits); !fits)
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
  const auto commit = harness::probe::read_commit(harness::probe::build_facts().source_dir);
  return harness::run::RunOrder{.scenario = *scenario,
                                .size = size,
                                .form = std::move(*form),
                                .limits = std::move(*limits),
                                .until = std::move(until),
                                .capacity_per_s = *capacity,
                                .capacity_as_typed = words.capacity,
                                .engine = engines->front(),
                                .settings = std::move(*settings),
                                .corpus = std::move(*corpus),
                                .processes = std::move(*processes),
                                .corpus_as_typed = words.corpus,
                                .scratch = {},
                                .warnings = std::move(asked->warnings),
                                .patience = *patience,
                                .seed = words.seed,
                                .command = command_line,
                                .commit = commit ? commit->id.substr(0, 8) : std::string()};
}

}  // namespace scenarios
