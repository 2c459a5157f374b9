#include "harness/checks/checks.h"

#include <algorithm>
#include <utility>

#include "harness/checks/check_kinds.h"
#include "harness/checks/made_as_asked.h"

namespace harness::checks {
namespace {

using result::Check;

void check_phase(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase,
                 Purpose purpose, std::vector<Check>& checks) {
  // First, as it makes others fail.
  if (auto quota = quota_left_room(step, phase)) checks.push_back(std::move(*quota));
  if (phase.totals.outcomes.all() > 0) {
    if (purpose != Purpose::harness) {
      checks.push_back(step.open_loop ? schedule_kept(step, phase, purpose == Purpose::probe)
                                      : think_time_kept(step, phase));
    }
  }
  // Also of a phase in which nothing was sent, as if nothing had been due.
  if (step.open_loop && !step.cut_short) checks.push_back(rate_offered(step, phase));
  if (phase.totals.outcomes.accepted() == 0) return;
  if (purpose == Purpose::figures) {
    if (phase.even) checks.push_back(became_steady(phase));
    if (phase.even && step.open_loop && !step.cut_short) checks.push_back(kept_up(step, phase));
    checks.push_back(enough_samples(phase));
  }
  checks.push_back(cpu_not_stolen(phase));
  checks.push_back(cpu_not_shared(step, phase));
  if (auto scarce = disk_and_memory_kept_up(phase)) checks.push_back(std::move(*scarce));
}

/// How bad, so that the worst step's line is the one that is shown.
double badness(const Check& check) {
  if (!check.figure) return 0;
  // More samples are better; of everything else, less is.
  const double sign = check.name == "enough independent samples" ? -1 : 1;
  return sign * (*check.figure - check.limit.value_or(0));
}

void place(std::vector<Check>& checks, std::size_t first, std::string Check::*part,
           const std::string& name) {
  for (std::size_t i = first; i < checks.size(); ++i) checks[i].*part = name;
}

}  // namespace

std::vector<Check> check_step(const measure::MeasuredStep& step, Purpose purpose) {
  std::vector<Check> checks{every_request_ended(step), ended_once(step), possible_times(step),
                            outputs_verified(step), made_as_asked(step)};
  if (step.said && step.unfinished == 0) checks.push_back(sums_agree(step));
  if (step.build) checks.push_back(optimised_build(*step.build));
  if (step.processes > 0) checks.push_back(processes_stayed(step));
  if (!step.given_up.empty()) checks.push_back(load_offered(step));
  bool any = false;
  for (const measure::MeasuredPhase& phase : step.phases) {
    if (!phase.measured) continue;
    if (!phase.came()) continue;
    const std::size_t first = checks.size();
    checks.push_back(was_observed(phase));
    check_phase(step, phase, purpose, checks);
    place(checks, first, &Check::phase, phase.name);
    any = any || phase.totals.outcomes.accepted() > 0;
  }
  if (purpose == Purpose::figures && any && !step.cut_short && step.unfinished == 0) {
    checks.push_back(littles_law(step));
  }
  place(checks, 0, &Check::step, step.name);
  return checks;
}

std::vector<Check> check_run(const std::optional<environment::BuildFacts>& own,
                             const environment::ClockTrouble& clocks, Duration length) {
  std::vector<Check> checks;
  if (own) checks.push_back(optimised_build(*own));
  checks.push_back(clocks_even(clocks, length));
  return checks;
}

std::vector<Check> worst_of(const std::vector<Check>& checks) {
  std::vector<Check> worst;
  for (const Check& check : checks) {
    const auto same = std::find_if(worst.begin(), worst.end(),
                                   [&](const Check& other) { return other.name == check.name; });
    if (same == worst.end()) {
      worst.push_back(check);
    } else if (check.state > same->state ||
               (check.state == same->state && badness(check) > badness(*same))) {
      *same = check;
    }
  }
  return worst;
}

}  // namespace harness::checks
