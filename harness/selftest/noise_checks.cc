#include "harness/selftest/noise_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/figure_text.h"

namespace harness::selftest {
namespace {

using result::Check;
using result::CheckState;

constexpr double service_ns = static_cast<double>(finest_service.count());
constexpr double readings_a_request = 4;
constexpr double spun_us = 80;  // RealClock spins this long before an instant
constexpr double most_lost = 0.02;
constexpr double stolen_warns = 0.02;

CheckState fails_unless(bool right) {
  return right ? CheckState::passed : CheckState::failed;
}

CheckState warns_unless(bool right) {
  return right ? CheckState::passed : CheckState::warned;
}

double long_stalls_per_s(const StallCount& seen) {
  const double watched_s = std::chrono::duration<double>(seen.watched).count();
  return watched_s > 0 ? static_cast<double>(seen.long_stalls) / watched_s : 0;
}

std::string stalls_text(const CoreStalls& core) {
  return fmt::format(
      "core {} lost {:.2f} % of its time: {:.0f} stalls of over 10 us a second, the longest {}",
      core.core, 100 * core.seen.lost_share(), long_stalls_per_s(core.seen),
      time_text(core.seen.longest));
}

const CoreStalls* worst_of(const std::vector<CoreStalls>& cores) {
  const auto worst =
      std::max_element(cores.begin(), cores.end(), [](const CoreStalls& a, const CoreStalls& b) {
        return a.seen.lost_share() < b.seen.lost_share();
      });
  return worst == cores.end() ? nullptr : &*worst;
}

void add_clock_checks(const ClockCost& clock, std::vector<Check>& checks) {
  const double dearest = 0.01 * service_ns / readings_a_request;
  checks.push_back({"noise floor: clock cost, ns", fails_unless(clock.read_ns <= dearest),
                    clock.read_ns, dearest,
                    fmt::format("Reading the clock takes {:.1f} ns; four readings a request must "
                                "stay below 1 % of 100 us.",
                                clock.read_ns)});
  const double coarsest = 0.001 * service_ns;
  checks.push_back({"noise floor: clock resolution, ns",
                    fails_unless(clock.resolution_ns <= coarsest), clock.resolution_ns, coarsest,
                    fmt::format("The clock's smallest step is {:.0f} ns.", clock.resolution_ns)});
  checks.push_back({"noise floor: clock goes forward",
                    fails_unless(!clock.went_back),
                    {},
                    {},
                    clock.went_back ? "The clock went back." : "The clock never went back."});
}

Check check_wake_ups(const WakeUps& wake_ups) {
  return {"noise floor: wake-ups, us late", warns_unless(wake_ups.late_us_p99 <= spun_us),
          wake_ups.late_us_p99, spun_us,
          fmt::format("Of {} sleeps of 100 us, half ended {} late or less, 99 % {}, all {}; "
                      "generators that sleep spin for the last {:.0f} us.",
                      wake_ups.count, time_text(wake_ups.late_us_p50 / 1e6),
                      time_text(wake_ups.late_us_p99 / 1e6), time_text(wake_ups.late_us_max / 1e6),
                      spun_us)};
}

Check check_steal(double share) {
  return {"noise floor: stolen time", warns_unless(share <= stolen_warns), share, stolen_warns,
          fmt::format("{:.2f} % of the cores' time went to other machines.", 100 * share)};
}

}  // namespace

std::vector<Check> check_noise(const NoiseFloor& floor) {
  std::vector<Check> checks;
  add_clock_checks(floor.clock, checks);
  if (floor.wake_ups.count > 0) checks.push_back(check_wake_ups(floor.wake_ups));
  if (const CoreStalls* worst = worst_of(floor.cores)) {
    const double lost = worst->seen.lost_share();
    checks.push_back(
        {"noise floor: stalls", warns_unless(lost <= most_lost), lost, most_lost,
         fmt::format("Of {} cores the worst: {}.", floor.cores.size(), stalls_text(*worst))});
  }
  if (floor.steal_share) checks.push_back(check_steal(*floor.steal_share));
  return checks;
}

std::vector<std::string> describe(const NoiseFloor& floor) {
  std::vector<std::string> lines{
      fmt::format(
          "Clock: {:.1f} ns a reading, steps of {:.0f} ns (clock_gettime: {:.1f} ns, {:.0f} "
          "ns).",
          floor.clock.read_ns, floor.clock.resolution_ns, floor.os_clock.read_ns,
          floor.os_clock.resolution_ns),
      fmt::format("Sleeping 100 us: late by {} (P50), {} (P99), {} at most.",
                  time_text(floor.wake_ups.late_us_p50 / 1e6),
                  time_text(floor.wake_ups.late_us_p99 / 1e6),
                  time_text(floor.wake_ups.late_us_max / 1e6))};
  constexpr std::size_t most_cores = 8;
  for (std::size_t i = 0; i < std::min(floor.cores.size(), most_cores); ++i) {
    lines.push_back("Spinning: " + stalls_text(floor.cores[i]) + ".");
  }
  if (floor.cores.size() > most_cores) {
    lines.push_back("Of all cores the worst: " + stalls_text(*worst_of(floor.cores)) + ".");
  }
  if (floor.steal_share) {
    lines.push_back(
        fmt::format("Stolen by other machines: {:.2f} % of the time.", 100 * *floor.steal_share));
  }
  return lines;
}

}  // namespace harness::selftest
