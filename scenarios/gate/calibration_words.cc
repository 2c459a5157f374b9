#include <fmt/format.h>

#include "harness/gate/share_interval.h"
#include "scenarios/gate/calibration_run.h"

namespace scenarios {
namespace {

/// "0.1 % (0.0 to 0.3)".
std::string share(std::size_t count, std::size_t of) {
  if (of == 0) return "-";
  const auto [low, high] = harness::gate::share_interval(count, of);
  const double percent = 100.0 * static_cast<double>(count) / static_cast<double>(of);
  return fmt::format("{:.2f} ({:.2f} to {:.2f})", percent, 100 * low, 100 * high);
}

std::string row(const CalibratedCase& one) {
  const auto& gates = one.gates;
  const auto change = [](const std::string& what, const std::optional<double>& ratio) {
    return ratio ? fmt::format("{} {:+.1f} %", what, 100 * (*ratio - 1)) : what;
  };
  const std::string p50 = change("P50", one.p50_ratio);
  const bool other = !one.watched.empty() && one.ratio != one.p50_ratio;
  const std::string watched = other ? change(one.watched, one.ratio) + ", " + p50 : p50;
  return fmt::format(
      "| {} | {} | {} | {} | {} | {} | {} | {:.1f} | {:.1f} | {:.1f} |\n", one.name, watched,
      one.live, gates.gates, share(gates.alarms, gates.gates), share(gates.confirmed, gates.gates),
      share(one.alone.confirmed, one.alone.gates),
      100.0 * static_cast<double>(gates.passed) / static_cast<double>(gates.gates),
      100.0 * static_cast<double>(gates.inconclusive) / static_cast<double>(gates.gates),
      static_cast<double>(gates.pairs) / static_cast<double>(gates.gates));
}

}  // namespace

std::string calibration_markdown(const Calibration& calibration) {
  std::string text = fmt::format(
      "The gate on {}. {} A pair took {:.1f} s. Each row's gates are drawn, with replacement, from "
      "the pairs that were measured live; they share those pairs, so that the intervals (95 %) are "
      "those of the drawing and not of another day's machine. Its metric alone: what it does to "
      "the "
      "metric named first, in gates of that metric and 32 pairs at most.\n\n"
      "| candidate | what it does | live pairs | gates | alarms, % | confirmed, % | "
      "its metric alone confirmed, % | passed, % | inconclusive, % | pairs a gate |\n"
      "|---|---|---|---|---|---|---|---|---|---|\n",
      calibration.subject, calibration.turns, calibration.pair_s);
  for (const CalibratedCase& one : calibration.cases) text += row(one);
  if (calibration.cut_short) text += "\nCUT SHORT: cases are missing.\n";
  for (const std::string& warning : calibration.warnings) text += "\n- " + warning + "\n";
  return text;
}

}  // namespace scenarios
