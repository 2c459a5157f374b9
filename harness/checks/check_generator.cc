#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/checks/check_kinds.h"
#include "harness/checks/lag_effect.h"
#include "harness/figure_text.h"

namespace harness::checks {

using result::Check;
using result::CheckState;

Check schedule_kept(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase,
                    bool tail_only) {
  // Intervals allow for what lag did, so that up to `most` a figure is but known less well.
  constexpr double limit = 0.05, most = 0.25;
  struct Quoted {
    double fraction;
    const char* name;
  };
  double worst = 0;
  const char* which = "P99";
  for (const Quoted quoted : {Quoted{0.50, "P50"}, {0.95, "P95"}, {0.99, "P99"}}) {
    if (tail_only && quoted.fraction < 0.9) continue;
    const double effect = lag_effect(phase.totals, quoted.fraction);
    if (effect <= worst) continue;
    worst = effect;
    which = quoted.name;
  }
  const std::string lag = time_text(Duration(phase.totals.lag.quantile(0.99)));
  const std::string found = fmt::format("the generator's own lag (P99 {}) moved the {} by {}", lag,
                                        which, percent_text(worst));
  if (worst <= limit)
    return {"generator kept its schedule", CheckState::passed, worst, limit, found + "."};
  const std::string blocking = why_late(step);
  if (!blocking.empty()) {
    return {"generator kept its schedule", CheckState::failed, worst, limit,
            fmt::format("requests were sent late (P99 {}), which moved the {} by {}: {}.", lag,
                        which, percent_text(worst), blocking)};
  }
  const bool throttled = phase.account.scarcity().throttled_fraction().value_or(0) > 0.01;
  return {
      "generator kept its schedule", state_for(worst, limit, most), worst, limit,
      found + fmt::format(", more than {:.0f} %; {}, or lower the rate.",
                          100 * (worst > most ? most : limit),
                          throttled ? "its CPU quota held it up: raise that" : "give it a core")};
}

Check rate_offered(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase) {
  const double planned = phase.planned_per_s * std::chrono::duration<double>(phase.length).count();
  // What never ended was sent, too; of which phase it was nobody knows.
  auto sent = static_cast<double>(step.unfinished);
  for (const slice::Slice& slice : phase.slices.entries()) {
    sent += static_cast<double>(slice.totals.outcomes.all());
  }
  if (sent > planned) sent = std::max(planned, sent - static_cast<double>(step.unfinished));
  const double off = planned > 0 ? std::abs(sent - planned) / planned : 0;
  // Counts scatter by the root of what is expected, times what the law of arrivals adds; even ones
  // by one.
  const double limit =
      0.001 + (4 * phase.scatter * std::sqrt(planned) + 1) / std::max(planned, 1.0);
  return {"offered rate was offered", off <= limit ? CheckState::passed : CheckState::failed, off,
          limit, fmt::format("{:.0f} requests sent of {:.0f} planned.", sent, planned)};
}

Check load_offered(const measure::MeasuredStep& step) {
  return {"load could be offered",
          CheckState::failed,
          {},
          {},
          fmt::format("given up: {}.", step.given_up)};
}

Check think_time_kept(const measure::MeasuredStep& step, const measure::MeasuredPhase& phase) {
  constexpr double limit = 0.05;
  const auto requests = static_cast<double>(phase.totals.outcomes.all());
  const double stay =
      static_cast<double>(phase.totals.time_in_system.count()) / std::max(requests, 1.0);
  const double cycle =
      stay + phase.totals.lag.mean() + static_cast<double>(step.think_time.count());
  const double late = cycle > 0 ? phase.totals.lag.mean() / cycle : 0;
  const std::string blocking = why_late(step);
  return {"clients kept their think time", late <= limit ? CheckState::passed : CheckState::failed,
          late, limit,
          fmt::format("clients sent {} late on average, {} of a request and its think time{}.",
                      time_text(phase.totals.lag.mean() / 1e9), percent_text(late),
                      late <= limit      ? std::string()
                      : blocking.empty() ? "; the generator, not the target, sets the pace"
                                         : "; " + blocking)};
}

}  // namespace harness::checks
