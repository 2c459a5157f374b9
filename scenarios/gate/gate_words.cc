#include "scenarios/gate/gate_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/child/session.h"
#include "harness/quantity.h"
#include "harness/schedule/rate.h"
#include "harness/this_program.h"
#include "scenarios/gate/injection.h"

namespace scenarios {
namespace {

using harness::Duration;
using harness::Expected;
using harness::failure;
using harness::scenario::Subject;
using namespace std::chrono_literals;

constexpr std::uint64_t usual_clients = 8;
constexpr std::uint64_t few_pairs = 24, many_pairs = 48;

Expected<Duration> duration_of(const char* option, const std::string& text, Duration least,
                               Duration most) {
  const auto length = harness::parse_duration(text);
  if (!length) return failure(fmt::format("{}: {}", option, length.error().message));
  if (*length < least || *length > most) {
    return failure(fmt::format("{}: {} is not from {:g}s to {:g}s", option, text,
                               harness::seconds(least), harness::seconds(most)));
  }
  return *length;
}

using Settings = std::vector<harness::scenario::Setting>;

/// On top of `own`, all known to the subject, in that preset.
Expected<Settings> settings_of(Settings own, const char* option,
                               const std::vector<std::string>& texts, const GateWords& words,
                               const Subject& subject) {
  std::vector<harness::scenario::Setting> settings = std::move(own);
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == text.npos) {
      return failure(fmt::format("{} {}: is not NAME=VALUE", option, text));
    }
    settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  const std::string& preset = words.engine.empty() ? subject.preset : words.engine;
  if (auto known = check_settings(subject, preset, settings); !known) {
    return tl::unexpected(known.error());
  }
  return settings;
}

Expected<harness::child::SessionLoad> load_of(const GateWords& words) {
  if (words.rate.empty()) {
    return harness::child::Clients{.count = words.clients.value_or(usual_clients)};
  }
  if (words.clients) return failure("--clients and --rate: a load is of clients or of a rate");
  const auto rate = harness::schedule::parse_rate(words.rate);
  if (!rate) return failure("--rate: " + rate.error().message);
  if (rate->relative) {
    return failure("--rate " + words.rate +
                   ": a gate measures no capacity to take a share of; write 500/s");
  }
  return harness::child::Rate{.per_s = rate->value};
}

Expected<std::vector<harness::objective::Objective>> objectives_of(std::string_view list) {
  std::vector<harness::objective::Objective> objectives;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    auto objective = harness::objective::Objective::parse(list.substr(0, comma), "--objective");
    if (!objective) return tl::unexpected(objective.error());
    objectives.push_back(std::move(*objective));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return objectives;
}

/// The target's words, once the subject and the scenario are known to be there.
Expected<void> read_target(const GateWords& words, const Catalogue& catalogue, GateOrder& order) {
  harness::child::SessionOrder& session = order.session;
  const Subject* subject = nullptr;
  if (words.scenario.empty()) {
    auto entry = catalogue.on(words.on);
    if (!entry) return tl::unexpected(entry.error());
    subject = &(*entry)->subject;
  } else {
    auto found = catalogue.find(words.scenario, words.on);
    if (!found) return tl::unexpected(found.error());
    subject = &found->subject;
    session.scenario = words.scenario;
  }
  auto own = words.of_subjects.settings_of(*subject);
  if (!own) return tl::unexpected(own.error());
  auto settings = settings_of(std::move(*own), "--set", words.settings, words, *subject);
  if (!settings) return tl::unexpected(settings.error());
  // Checked beside those of both, as the candidate gets them together.
  auto of_candidate =
      settings_of(*settings, "--candidate-set", words.candidate_settings, words, *subject);
  if (!of_candidate) return tl::unexpected(of_candidate.error());
  of_candidate->erase(of_candidate->begin(),
                      of_candidate->begin() + static_cast<std::ptrdiff_t>(settings->size()));
  order.candidate_settings = std::move(*of_candidate);
  if (!words.corpus.empty()) {
    if (!subject->open_items) {
      return failure(
          fmt::format("--corpus does not fit: {} has nothing to choose from", subject->name));
    }
    if (auto items = subject->open_items(words.corpus); !items) {
      return tl::unexpected(items.error());
    }
  }
  session.target = {.subject = subject->name,
                    .source = subject->source,
                    .preset = words.engine,
                    .settings = std::move(*settings),
                    .items = words.corpus,
                    .processes = {},
                    .scratch = {}};
  return {};
}

Expected<void> read_plan(const GateWords& words, GateOrder& order) {
  order.plan.seed = words.seed;
  if (words.pairs == many_pairs) order.plan.looks = harness::significance::patient_looks;
  if (!words.margin.empty()) {
    const auto margin = harness::parse_percent(words.margin, 0, 1);
    if (!margin) return failure("--margin: " + margin.error().message);
    order.plan.margin = *margin;
  }
  order.metrics = words.metrics;
  // Of a rate that is given, the throughput says nothing.
  if (!words.rate.empty()) {
    return harness::gate::change_metrics(order.plan.metrics, "throughput_per_s=advisory");
  }
  return {};
}

}  // namespace

void GateWords::add_to(CLI::App& command) {
  command.add_option("--base", base,
                     "The program to compare with: the path of another build's, or a git revision, "
                     "which is built as this program was. Or a Google Benchmark program of any "
                     "project. Not given, the candidate itself, without its --candidate-set.");
  command.add_option("--candidate", candidate,
                     "The program in question: a path or a revision (this program).");
  command.add_option("--on", on, "The subject; " + harness::to_type("list") + " shows them.");
  command.add_option("--scenario", scenario,
                     "Whose target and popularity of items: steady, cache (the subject's usual "
                     "ones). The load is the gate's: clients, as many requests of both programs.");
  command.add_option("--clients", clients, "So many clients, each with one request at a time (8).")
      ->check(CLI::Range(std::uint64_t{1}, harness::child::Session::most_clients));
  command.add_option("--rate", rate,
                     "Offer this rate instead, such as 500/s; throughput is then advisory.");
  command.add_option("--engine", engine, "A preset of the subject, for both.");
  command
      .add_option("--set", settings,
                  "A setting of the subject, NAME=VALUE, for both; may be given more than once.")
      ->allow_extra_args(false);
  command
      .add_option("--candidate-set", candidate_settings,
                  "A setting of the candidate only, NAME=VALUE: is a switch worth having?")
      ->allow_extra_args(false);
  command.add_option("--corpus,--items", corpus, "The items to ask for, for both.");
  command.add_option("--metrics", metrics,
                     "Changes to how far a metric may move, and whether it blocks: "
                     "'p99=15%,rss_mib_peak=advisory'. Tolerances: throughput, P50 and CPU time 5 "
                     "%, P95 7.5 %, P99 and memory 10 %.");
  command.add_option("--margin", margin, "A change by up to that is none (1%).");
  command.add_option("--objective", objective,
                     "Hold the candidate to limits as well: 'p99<=500ms,errors<=0.1%'.");
  command.add_option(
      "--budget", budget,
      "How long all of it may take, builds aside (10m): then what there is must do.");
  command.add_option("--measure", measure, "How long each program is measured in each pair (1s).");
  command
      .add_option("--pairs", pairs,
                  "At most so many pairs of processes: 24 or 48 (48); looked at after 8, 12, 16, "
                  "24, 32 and 48, until the answer is known.")
      ->check(CLI::IsMember({few_pairs, many_pairs}));
  command.add_option("--filter", filter,
                     "Of Google Benchmark programs: the benchmarks whose names match.");
  command
      .add_option("--env", environment,
                  "A variable that both programs get: a name, or NAME=VALUE. Without it they have "
                  "PATH, HOME, TMPDIR and the language only.")
      ->allow_extra_args(false);
  command.add_option("--inject", inject,
                     "More for the candidate to do, to see whether that is found: 'work=5%' of CPU "
                     "time in each request, or 'stall=10%', a wait of a few that P99 sees.");
  command.add_flag("--calibrate", calibrate,
                   "How good is the gate here? Measures the candidate against itself, as it is, "
                   "linked anew and with work injected, and draws thousands of gates from that; "
                   "give it --budget 20m.");
  command.add_option("--seed", seed, "Of items and of the order of turns (1).");
  command.add_option("--out", out, "Leave the files here; must be absent or empty.");
  command.add_flag("--json", json, "Print verdict.json on stdout instead of the table.");
}

Expected<GateOrder> read_gate_order(const GateWords& words, const Catalogue& catalogue,
                                    const std::string& command_line) {
  if (words.calibrate && !words.base.empty()) {
    return failure("--base does not fit: --calibrate compares the candidate with itself");
  }
  // Of settings the question is what they do to one program.
  if (words.base.empty() && !words.calibrate && words.candidate_settings.empty()) {
    return failure(
        "--base is required: another build's program, or a revision; or --candidate-set "
        "NAME=VALUE, to compare this program with itself so set");
  }
  GateOrder order;
  order.base_asked = words.base;
  order.candidate_asked = words.candidate;
  order.environment = words.environment;
  order.command = command_line;
  order.session.seed = words.seed;
  const auto budget = duration_of("--budget", words.budget, 10s, 24h);
  if (!budget) return tl::unexpected(budget.error());
  order.budget = *budget;
  if (!words.measure.empty()) {
    const auto measured = duration_of("--measure", words.measure, 50ms, 1h);
    if (!measured) return tl::unexpected(measured.error());
    order.measured = *measured;
  }
  auto load = load_of(words);
  if (!load) return tl::unexpected(load.error());
  order.session.load = *load;
  if (!words.inject.empty()) {
    const auto injected = parse_injected(words.inject);
    if (!injected) return failure("--inject: " + injected.error().message);
    order.injected = *injected;
  }
  auto objectives = objectives_of(words.objective);
  if (!objectives) return tl::unexpected(objectives.error());
  order.objectives = std::move(*objectives);
  return read_target(words, catalogue, order)
      .and_then([&] { return read_plan(words, order); })
      .map([&] { return std::move(order); });
}

}  // namespace scenarios
