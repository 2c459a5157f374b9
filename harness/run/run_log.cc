#include "harness/run/run_log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <iterator>
#include <utility>

#include "harness/checks/losses.h"
#include "harness/environment/build_facts.h"
#include "harness/environment/environment.h"
#include "harness/measure/offer.h"
#include "harness/objective/objective.h"
#include "harness/result/outcomes.h"
#include "harness/result/point_names.h"
#include "harness/result/slowest.h"
#include "harness/run/points.h"
#include "harness/run/until.h"

namespace harness::run {
namespace {

/// Beyond that, the machine before a load and the machine after it are two.
constexpr double most_speed_change = 0.1;

bool any_failed(const std::vector<result::Check>& checks) {
  return std::ranges::any_of(
      checks, [](const result::Check& check) { return check.state == result::CheckState::failed; });
}

char to_upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool is_upper(char letter) {
  return letter >= 'A' && letter <= 'Z';
}

}  // namespace

RunLog::RunLog(Clock& clock, const RunOrder& order)
    : clock_(clock), order_(order), origin_(clock.now()), clocks_(environment::read_clocks(clock)) {
  describe();
}

void RunLog::describe() {
  result_.scenario = order_.scenario.name;
  result_.question = order_.scenario.question;
  result_.view = order_.scenario.view;
  result_.subject = order_.scenario.subject;
  result_.subject_source = order_.scenario.subject_source.string();
  result_.items = order_.scenario.items;
  result_.form = to_string(order_.size);
  result_.started_utc = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  result_.command = order_.command;
  result_.seed = order_.seed;
  result_.capacity_per_s = order_.capacity_per_s;
  environment::Environment environment =
      environment::describe_environment({.results = order_.scratch});
  result_.environment = std::move(environment.facts);
  result_.warnings = order_.warnings;
  for (std::string& warning : environment.warnings) result_.warnings.push_back(std::move(warning));
  if (!order_.form.ablation()) {
    result_.parameters.emplace_back("popularity", to_string(order_.scenario.popularity));
  }
  if (!order_.capacity_as_typed.empty()) {
    result_.parameters.emplace_back(result::given_capacity, order_.capacity_as_typed);
  }
  if (!order_.corpus_as_typed.empty()) {
    result_.parameters.emplace_back("corpus as typed", order_.corpus_as_typed);
  }
  if (const std::string offered = measure::describe_arrivals(order_.form); !offered.empty()) {
    result_.parameters.emplace_back("arrivals", offered);
  }
}

void RunLog::keep(measure::MeasuredStep& step, checks::Purpose purpose) {
  std::vector<result::Check> checks = checks::check_step(step, purpose);
  const bool sound = !any_failed(checks);
  std::ranges::move(checks, std::back_inserter(checks_));
  result_.cut_short = result_.cut_short || step.cut_short;
  build_told_ = build_told_ || step.build.has_value();
  tell_parameters(step);
  auto& warnings = result_.warnings;
  if (!step.caveat.empty() && std::ranges::find(warnings, step.caveat) == warnings.end()) {
    warnings.push_back(step.caveat);
  }
  made_.add(step);
  const std::size_t before = result_.points.size();
  add_step(step, result_);
  for (std::size_t i = before; i < result_.points.size(); ++i) result_.points[i].valid = sound;
}

/// All of the first step's; of the others what is different, a line each.
void RunLog::tell_parameters(const measure::MeasuredStep& step) {
  if (told_.empty()) {
    told_ = step.parameters;
    result_.parameters.insert(result_.parameters.end(), told_.begin(), told_.end());
    return;
  }
  std::string different;
  for (const result::Parameter& parameter : step.parameters) {
    if (std::find(told_.begin(), told_.end(), parameter) != told_.end()) continue;
    if (!different.empty()) different += "; ";
    different += parameter.first + "=" + parameter.second;
  }
  if (!different.empty()) {
    result_.parameters.emplace_back(std::string(result::step_parameters) + step.name, different);
  }
}

void RunLog::keep_unjudged(measure::MeasuredStep& step) {
  for (measure::MeasuredPhase& phase : step.phases) phase.measured = false;
  add_step(step, result_);
}

void RunLog::keep_disturbed(measure::MeasuredStep& step, const std::string& why) {
  result_.warnings.push_back(fmt::format("{}easured once more, as the machine disturbed it: {}",
                                         order_.form.steps().size() > 1 ? step.name + ": m" : "M",
                                         why));
  step.name += ", disturbed";
  for (result::TimelineRow& row : step.timeline) row.step = step.name;
  tell_parameters(step);  // or a replay of its slow requests would take another step's
  const std::size_t before = result_.points.size();
  keep_unjudged(step);
  for (std::size_t i = before; i < result_.points.size(); ++i) result_.points[i].valid = false;
}

result::RunResult RunLog::finish(bool cut_short) {
  result_.cut_short = result_.cut_short || cut_short;
  const Duration length = clock_.now() - origin_;
  result_.duration_s = std::chrono::duration<double>(length).count();
  const environment::ClockTrouble trouble =
      environment::trouble_between(clocks_, environment::read_clocks(clock_));
  const auto own = build_told_ ? std::nullopt : std::optional(environment::build_facts());
  for (result::Check& check : checks::check_run(own, trouble, length)) {
    run_checks_.push_back(std::move(check));
  }
  if (!order_.form.ablation()) run_checks_.push_back(made_.check());
  if (any_failed(run_checks_)) {
    for (result::Point& point : result_.points) point.valid = false;
  }
  std::ranges::move(run_checks_, std::back_inserter(checks_));
  result_.checks = checks::worst_of(checks_);
  name_places();
  if (order_.scenario.conclude) order_.scenario.conclude(result_);
  if (!order_.form.search()) {
    for (const scenario::Limit& limit : order_.limits) result_.objectives.push_back(judge(limit));
  }
  doubt_search();
  tell_losses();
  doubt_speed();
  put_slowest_first(result_);
  return std::move(result_);
}

/// Where a sentence's point is not the only one, or is not well, it says which it is.
void RunLog::name_places() {
  const result::PointNames names(result_);
  const auto name = [&](std::string& sentence, const std::string& step, const std::string& phase) {
    if (step.empty() || sentence.empty()) return;
    if (phase.empty() && names.steps() <= 1 && names.measured_step(step)) {
      sentence.front() = to_upper(sentence.front());
    } else {
      sentence.insert(0, names(step, phase) + ": ");
    }
  };
  for (result::Check& check : result_.checks) {
    const bool general = check.state == result::CheckState::passed && !check.sentence.empty() &&
                         is_upper(check.sentence.front());
    if (!general) name(check.sentence, check.step, check.phase);
  }
  for (result::ObjectiveResult& objective : result_.objectives) {
    if (objective.source == until_source) name(objective.sentence, objective.step, objective.phase);
  }
}

/// What a search found rests on its probes, which only now are known to be wrong.
void RunLog::doubt_search() {
  if (!order_.form.search() || result_.valid()) return;
  for (result::ObjectiveResult& objective : result_.objectives) {
    if (objective.verdict == result::Verdict::cant_tell) continue;
    objective.verdict = result::Verdict::cant_tell;
    objective.sentence = "the run is not valid; as it was measured: " + objective.sentence;
  }
}

/// Not of a search, whose probes go beyond what a target can do, nor of an ablation, which has no
/// points of its own.
void RunLog::tell_losses() {
  if (order_.form.search() || order_.form.ablation()) return;
  const std::vector<std::string> losses = checks::losses_of(result_);
  result_.findings.insert(result_.findings.begin(), losses.begin(), losses.end());
  if (auto verdict = checks::judge_losses(result_))
    result_.objectives.push_back(std::move(*verdict));
}

/// Where the machine became faster or slower while the run went on.
void RunLog::doubt_speed() {
  const result::Figure &before = result_.reference_workload_before_ms,
                       &after = result_.reference_workload_after_ms;
  if (!before || !after || *before <= 0) return;
  const double change = *after / *before - 1;
  if (std::abs(change) <= most_speed_change) return;
  result_.warnings.push_back(
      fmt::format("The machine's speed changed: a fixed piece of work took {:.3g} ms before the "
                  "load and {:.3g} "
                  "ms after it, {:.0f} % {} (limit {:.0f} %).",
                  *before, *after, 100 * std::abs(change), change > 0 ? "more" : "less",
                  100 * most_speed_change));
}

/// A limit that can't be read is a slip in the scenario; it is told, not passed over.
result::ObjectiveResult RunLog::judge(const scenario::Limit& limit) const {
  if (auto objective = objective::Objective::parse(limit.objective, limit.source)) {
    return objective->check(result_);
  } else {
    return {.objective = limit.objective,
            .source = limit.source,
            .verdict = result::Verdict::cant_tell,
            .sentence = objective.error().message};
  }
}

}  // namespace harness::run
