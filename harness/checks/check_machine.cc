#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "harness/checks/check_kinds.h"
#include "harness/figure_text.h"

namespace harness::checks {
namespace {

/// The likeliest one, and what to do if it is a part of what is measured.
std::string who_shared(const std::optional<probe::BusyProgram>& busiest) {
  if (!busiest) {
    return " If a server of yours is among them, name it: --with-pid and its process's number.";
  }
  return fmt::format(
      " The busiest was {} ({:.2f} cores). If it belongs to what is measured, name it: --with-pid "
      "{}.",
      busiest->name, busiest->cores, busiest->pid);
}

}  // namespace

using result::Check;
using result::CheckState;

CheckState state_for(double figure, double limit, double most) {
  return figure <= limit  ? CheckState::passed
         : figure <= most ? CheckState::warned
                          : CheckState::failed;
}

Check cpu_not_stolen(const measure::MeasuredPhase& phase) {
  constexpr double limit = 0.02, most = 0.10;
  const double stolen = phase.account.steal_fraction().value_or(0);
  return {"CPU was not stolen", state_for(stolen, limit, most), stolen, limit,
          fmt::format("{:.1f} % of the cores' time went to other machines.", 100 * stolen)};
}

Check cpu_not_shared(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase) {
  constexpr double limit = 0.05, most = 0.25;
  const double cores = std::max(1U, std::thread::hardware_concurrency());
  if (step.resources == probe::Resources::unknown) {
    return {"CPU was not shared",
            CheckState::warned,
            {},
            limit,
            "the server's memory and CPU are not known, so that nobody can say what other programs "
            "took: name its process with --with-pid, or have it started with --server."};
  }
  const double others = phase.account.others_cpu_cores().value_or(0);
  const CheckState state = state_for(others / cores, limit, most);
  std::string sentence = fmt::format(
      "other programs used {:.2f} of {:.0f} cores; in {:.0f} % of the time some task waited "
      "for one.",
      others, cores, 100 * phase.account.cpu_pressure().value_or(0));
  if (state != CheckState::passed) sentence += who_shared(step.busiest_other);
  return {"CPU was not shared", state, others / cores, limit, std::move(sentence)};
}

Check processes_stayed(const measure::MeasuredStep& step) {
  const bool ok = step.lost.empty();
  return {"named processes stayed", ok ? CheckState::passed : CheckState::failed,
          static_cast<double>(step.lost.size()), 0.0,
          ok ? "The processes that were named to belong to the target were there until the end."
             : fmt::format("{}; from then on its memory, CPU and I/O are missing.",
                           fmt::join(step.lost, "; "))};
}

Check clocks_even(const environment::ClockTrouble& trouble, Duration length) {
  // NTP may steer by 0.05 %; the rest is for being interrupted between two readings.
  const double limit = 2 + 0.001 * milliseconds(length);
  const double drift = std::abs(milliseconds(trouble.drift));
  const double slept = milliseconds(trouble.suspended);
  const double stepped = std::abs(milliseconds(trouble.stepped));
  const double worst = std::max({drift, slept, stepped});
  CheckState state = CheckState::passed;
  if (stepped > limit) state = CheckState::warned;  // intervals don't come from the wall clock
  if (drift > limit || slept > limit) state = CheckState::failed;
  return {
      "clocks went on evenly", state, worst, limit,
      fmt::format("The run's clock drifted by {} against the machine's, which slept for {}; the "
                  "wall clock was set by {}.",
                  time_text(drift / 1e3), time_text(slept / 1e3), time_text(stepped / 1e3))};
}

}  // namespace harness::checks
