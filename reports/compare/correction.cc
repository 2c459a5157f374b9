#include "reports/compare/correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace reports::compare {
namespace {

using harness::result::Figure;

constexpr double of_latency = 0.5, of_cores = 0.8;  // from when on the processor sets the pace
constexpr double most_doubt = 0.1;                  // of before and after

std::string_view told(const std::vector<harness::result::Parameter>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == name; });
  return found == all.end() ? std::string_view() : std::string_view(found->second);
}

/// "2 usable of 4" is 2, "none" is nothing.
Figure leading_number(std::string_view text) {
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() ? Figure(number) : Figure();
}

bool is_positive(const Figure& figure) {
  return figure && std::isfinite(*figure) && *figure > 0;
}

/// As many as the run could use, but no more than the engine had workers for.
Figure cores_for(const RunResult& run, const Point& point) {
  Figure cores = leading_number(told(run.environment, "cores"));
  const Figure quota = leading_number(told(run.environment, "cpu_quota"));
  if (cores && quota) cores = std::min(*cores, *quota);
  if (cores && is_positive(point.workers)) cores = std::min(*cores, *point.workers);
  return cores;
}

/// The plan sets the throughput, however fast the machine is. A share of the capacity that the run
/// itself measured is no such rate.
bool is_rate_given(const RunResult& run, const Point& point) {
  const bool measures_capacity =
      run.capacity_per_s && told(run.parameters, harness::result::given_capacity).empty();
  return point.planned_per_s && !measures_capacity;
}

/// Made by one compiler in one way, the reference workload included.
bool built_alike(const RunResult& a, const RunResult& b) {
  constexpr std::array<std::string_view, 4> facts{"compiler", "build_type", "flags", "sanitizers"};
  return std::all_of(facts.begin(), facts.end(), [&](std::string_view fact) {
    return told(a.environment, fact) == told(b.environment, fact);
  });
}

/// A point in the first run and in another.
struct Pair {
  const RunResult &first, &other;
  const Point &in_first, &in_other;
};

/// What so much faster a machine would have made of the figure by itself; nothing where that is
/// not known.
Figure effect_of(double speed, Faster faster, const Pair& pair) {
  if (faster == Faster::leaves) return {};
  if (!is_cpu_bound(pair.first, pair.in_first) || !is_cpu_bound(pair.other, pair.in_other)) {
    return {};
  }
  if (faster == Faster::lowers) return 1 / speed;
  if (is_rate_given(pair.first, pair.in_first) || is_rate_given(pair.other, pair.in_other)) {
    return {};
  }
  return speed;
}

Bounded divided(const Bounded& ratio, double by) {
  const auto part = [&](const Figure& figure) { return figure ? Figure(*figure / by) : Figure(); };
  return {part(ratio.value), part(ratio.low), part(ratio.high)};
}

/// Letters of runs, "A, C".
using Letters = std::vector<std::string>;

/// How many times as fast as the first run's machine each other one's was; nothing where that is
/// not known, and a warning says why.
std::vector<Figure> speeds_of(Comparison& comparison) {
  Letters unmeasured, built_otherwise;
  std::vector<Figure> speeds;
  const RunResult& first = comparison.runs[0].run;
  const Figure base = reference_workload_ms(first);
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    const RunResult& run = comparison.runs[i].run;
    const Figure own = reference_workload_ms(run);
    const bool alike = built_alike(first, run);
    if (!own) unmeasured.push_back(comparison.letters[i]);
    if (!alike) built_otherwise.push_back(comparison.letters[i]);
    speeds.push_back(base && own && alike ? Figure(*base / *own) : Figure());
  }
  if (!unmeasured.empty()) {
    comparison.warnings.push_back(fmt::format(
        "The reference workload was not measured in {}, so nothing there is corrected for the "
        "machine's speed (runs shorter than 2 s and those of older versions have none).",
        fmt::join(unmeasured, ", ")));
  }
  if (!built_otherwise.empty()) {
    comparison.warnings.push_back(fmt::format(
        "{} was built with another compiler or other flags than {}, and the reference workload "
        "with it, so nothing is corrected for the machine's speed.",
        fmt::join(built_otherwise, ", "), comparison.letters[0]));
  }
  return speeds;
}

void warn_of_doubts(Comparison& comparison) {
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    const RunResult& run = comparison.runs[i].run;
    if (!reference_workload_ms(run)) continue;
    const double change = *run.reference_workload_after_ms / *run.reference_workload_before_ms;
    if (std::abs(change - 1) <= most_doubt) continue;
    comparison.warnings.push_back(fmt::format(
        "{}'s machine changed its speed while the run went on: the reference workload took {:.3g} "
        "ms before it and {:.3g} ms after it, so a correction by it may be off by as much.",
        comparison.letters[i], *run.reference_workload_before_ms,
        *run.reference_workload_after_ms));
  }
}

/// The names of the figures that have a corrected ratio at some point, in the columns' order.
std::string corrected_names(const Comparison& comparison) {
  std::vector<std::string> names;
  for (const ComparedPoint& point : comparison.points) {
    for (const ComparedFigure& figure : point.figures) {
      const bool is_corrected =
          std::any_of(figure.corrected.begin(), figure.corrected.end(),
                      [](const Bounded& one) { return one.value.has_value(); });
      if (is_corrected && std::find(names.begin(), names.end(), figure.name) == names.end()) {
        names.push_back(figure.name);
      }
    }
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

void say_what_is_corrected(Comparison& comparison, const std::string& speeds) {
  if (speeds.empty()) return;
  const std::string names = corrected_names(comparison);
  if (names.empty()) {
    comparison.warnings.push_back(fmt::format(
        "Nothing is corrected for the machine's speed, though {} as fast as {}'s by the "
        "reference workload: at no point did the processor set the pace in both.",
        speeds, comparison.letters[0]));
    return;
  }
  comparison.correction = fmt::format(
      "Corrected: the ratio without the machines' speed. A fixed piece of work, measured before "
      "and "
      "after each run, says that {} as fast as {}'s. Corrected are {}, where the processor set the "
      "pace; not what disks, networks, rare stalls or a given rate decide. A guide, no proof{}.",
      speeds, comparison.letters[0], names,
      comparison.machine.empty() ? "" : ", and a rough one, as the machines differ");
}

}  // namespace

Figure reference_workload_ms(const RunResult& run) {
  const Figure &before = run.reference_workload_before_ms, &after = run.reference_workload_after_ms;
  if (!is_positive(before) || !is_positive(after)) return {};
  return (*before + *after) / 2;
}

bool is_cpu_bound(const RunResult& run, const Point& point) {
  if (!is_positive(point.cpu_cores)) return false;
  if (const Figure cores = cores_for(run, point);
      is_positive(cores) && *point.cpu_cores >= of_cores * *cores) {
    return true;
  }
  if (!is_positive(point.achieved_per_s) || !is_positive(point.latency_ms_mean)) return false;
  return 1e3 * *point.cpu_cores / *point.achieved_per_s >= of_latency * *point.latency_ms_mean;
}

void correct(Comparison& comparison) {
  const std::vector<Figure> speeds = speeds_of(comparison);
  std::string told;
  for (std::size_t i = 1; i < comparison.runs.size(); ++i) {
    if (!speeds[i]) continue;
    told += fmt::format("{}{}'s was {:.3f} times", told.empty() ? "" : " and ",
                        comparison.letters[i], *speeds[i]);
    for (ComparedPoint& point : comparison.points) {
      if (point.points[i] == nullptr) continue;
      const Pair pair{comparison.runs[0].run, comparison.runs[i].run, *point.points[0],
                      *point.points[i]};
      for (ComparedFigure& figure : point.figures) {
        const Figure effect = effect_of(*speeds[i], figure.faster, pair);
        if (effect) figure.corrected[i] = divided(figure.ratios[i], *effect);
      }
    }
  }
  warn_of_doubts(comparison);
  say_what_is_corrected(comparison, told);
}

}  // namespace reports::compare
