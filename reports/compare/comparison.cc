#include "reports/compare/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "harness/result/outcomes.h"
#include "reports/compare/correction.h"
#include "reports/compare/differences.h"
#include "reports/words/point_names.h"

namespace reports::compare {
namespace {

using harness::failure;
using harness::result::Figure;

constexpr std::size_t most_runs = 26;

/// A figure that every kind of run may have.
struct Column {
  const char* name;
  Written written;
  Bounded (*of)(const Point& point);
  Faster faster = Faster::leaves;
};

Figure share(const Figure& part, const Figure& whole) {
  if (!part || !whole || *whole <= 0) return {};
  return *part / *whole;
}

/// 1.2 cores at 400 requests a second are 3 ms a request.
Figure cpu_us_per_request(const Point& p) {
  if (!p.cpu_cores || !p.achieved_per_s || *p.achieved_per_s <= 0) return {};
  return 1e6 * *p.cpu_cores / *p.achieved_per_s;
}

constexpr Column columns[] = {
    {"throughput", Written::rate,
     [](const Point& p) {
       return Bounded{p.achieved_per_s, p.achieved_per_s_low, p.achieved_per_s_high};
     },
     Faster::raises},
    {"mean latency", Written::milliseconds,
     [](const Point& p) {
       return Bounded{p.latency_ms_mean, p.latency_ms_mean_low, p.latency_ms_mean_high};
     },
     Faster::lowers},
    {"P50", Written::milliseconds,
     [](const Point& p) {
       return Bounded{p.latency_ms_p50, p.latency_ms_p50_low, p.latency_ms_p50_high};
     },
     Faster::lowers},
    {"P95", Written::milliseconds,
     [](const Point& p) {
       return Bounded{p.latency_ms_p95, p.latency_ms_p95_low, p.latency_ms_p95_high};
     },
     Faster::lowers},
    {"P99", Written::milliseconds,
     [](const Point& p) {
       return Bounded{p.latency_ms_p99, p.latency_ms_p99_low, p.latency_ms_p99_high};
     }},
    {"P99.9", Written::milliseconds,
     [](const Point& p) {
       return Bounded{p.latency_ms_p999, p.latency_ms_p999_low, p.latency_ms_p999_high};
     }},
    {"failed", Written::percent,
     [](const Point& p) {
       return Bounded{share(p.failed, harness::result::accepted(p)), {}, {}};
     }},
    {"shed", Written::percent,
     [](const Point& p) {
       return Bounded{share(p.shed, p.requests), {}, {}};
     }},
    {"CPU time a request", Written::microseconds,
     [](const Point& p) {
       return Bounded{cpu_us_per_request(p), {}, {}};
     }},
    {"peak memory", Written::mebibytes,
     [](const Point& p) {
       return Bounded{p.rss_mib_peak, {}, {}};
     }},
    {"allocations a request", Written::plain,
     [](const Point& p) {
       return Bounded{p.allocations_per_request, {}, {}};
     }},
    {"cache hits", Written::percent,
     [](const Point& p) {
       return Bounded{p.cache_hit_ratio, {}, {}};
     }},
};

std::vector<const Point*> measured(const RunResult& run) {
  std::vector<const Point*> points;
  for (const Point& point : run.points) {
    if (point.measured) points.push_back(&point);
  }
  return points;
}

const Point* find(const std::vector<const Point*>& all, const Point& wanted) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Point* point) {
    return point->step == wanted.step && point->phase == wanted.phase;
  });
  return found == all.end() ? nullptr : *found;
}

using PointsOfRuns = std::vector<std::vector<const Point*>>;  // a run each

/// The first run's points with those of other runs that match; those that are alone are left out.
void match(Comparison& comparison, const PointsOfRuns& all) {
  const bool single =
      std::all_of(all.begin(), all.end(), [](const auto& points) { return points.size() == 1; });
  const words::PointNames names(comparison.runs[0].run);
  for (const Point* point : all[0]) {
    ComparedPoint matched{
        .name = names(point->step, point->phase), .points = {point}, .figures = {}};
    for (std::size_t i = 1; i < all.size(); ++i) {
      matched.points.push_back(single ? all[i][0] : find(all[i], *point));
    }
    const auto others = std::count_if(matched.points.begin() + 1, matched.points.end(),
                                      [](const Point* one) { return one != nullptr; });
    if (others > 0) comparison.points.push_back(std::move(matched));
  }
}

void add_figures(ComparedPoint& point) {
  for (const Column& column : columns) {
    ComparedFigure figure{column.name, column.written, {}, {}, column.faster};
    double largest = 0;
    for (const Point* one : point.points) {
      figure.values.push_back(one == nullptr ? Bounded{} : column.of(*one));
      largest = std::max(largest, figure.values.back().value.value_or(0));
      figure.ratios.push_back(
          figure.ratios.empty() ? Bounded{} : ratio_of(figure.values.back(), figure.values[0]));
    }
    figure.corrected.resize(figure.ratios.size());
    if (largest > 0) point.figures.push_back(std::move(figure));
  }
}

std::string names_of(const std::vector<const Point*>& points, const RunResult& run) {
  constexpr std::size_t most = 4;
  const words::PointNames names(run);
  std::string text;
  for (std::size_t i = 0; i < std::min(most, points.size()); ++i) {
    text += (i == 0 ? "" : ", ") + names(points[i]->step, points[i]->phase);
  }
  if (points.size() > most) text += fmt::format(" and {} more", points.size() - most);
  return points.empty() ? "none" : text;
}

void warn_of_the_unmatched(Comparison& comparison, const PointsOfRuns& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::vector<const Point*> alone;
    for (const Point* point : all[i]) {
      const bool matched =
          std::any_of(comparison.points.begin(), comparison.points.end(),
                      [&](const ComparedPoint& one) { return one.points[i] == point; });
      if (!matched) alone.push_back(point);
    }
    if (alone.empty()) continue;
    comparison.warnings.push_back(
        fmt::format("Not compared, because {} run has nothing to match: {} of {}.",
                    i == 0 ? "no other" : "the first", names_of(alone, comparison.runs[i].run),
                    comparison.letters[i]));
  }
}

void warn_of_the_invalid(Comparison& comparison) {
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    const RunResult& run = comparison.runs[i].run;
    if (run.cut_short) {
      comparison.warnings.push_back(comparison.letters[i] + " was cut short.");
    }
    for (const harness::result::Check& check : run.checks) {
      if (check.state != harness::result::CheckState::failed) continue;
      comparison.warnings.push_back(
          fmt::format("{} is INVALID: {}", comparison.letters[i], check.sentence));
      break;
    }
  }
}

}  // namespace

Bounded ratio_of(const Bounded& candidate, const Bounded& base) {
  const auto is_positive = [](const Figure& figure) {
    return figure && std::isfinite(*figure) && *figure > 0;
  };
  if (!is_positive(candidate.value) || !is_positive(base.value)) return {};
  const double ratio = *candidate.value / *base.value;
  if (!words::has_interval(candidate) || !words::has_interval(base) ||
      !is_positive(candidate.low) || !is_positive(base.low)) {
    return {ratio, {}, {}};
  }
  const auto reach = [](double up, double value, double other, double low) {
    return std::hypot(std::log(up / value), std::log(other / low));
  };
  return {ratio,
          ratio * std::exp(-reach(*candidate.value, *candidate.low, *base.high, *base.value)),
          ratio * std::exp(reach(*candidate.high, *candidate.value, *base.value, *base.low))};
}

harness::Expected<Comparison> compare_runs(std::vector<NamedRun> runs) {
  if (runs.size() < 2) return failure("two runs are the fewest that can be compared");
  if (runs.size() > most_runs) return failure(fmt::format("{} runs are the most", most_runs));
  Comparison comparison;
  comparison.runs = std::move(runs);
  PointsOfRuns all;
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    comparison.letters.emplace_back(1, static_cast<char>('A' + i));
    all.push_back(measured(comparison.runs[i].run));
  }
  match(comparison, all);
  if (comparison.points.empty()) {
    return failure(fmt::format("no measured point in common: {} has {}; {} has {}",
                               comparison.runs[0].name, names_of(all[0], comparison.runs[0].run),
                               comparison.runs[1].name, names_of(all[1], comparison.runs[1].run)));
  }
  for (ComparedPoint& point : comparison.points) add_figures(point);
  find_differences(comparison);
  warn_of_the_invalid(comparison);
  correct(comparison);
  warn_of_the_unmatched(comparison, all);
  return comparison;
}

}  // namespace reports::compare
