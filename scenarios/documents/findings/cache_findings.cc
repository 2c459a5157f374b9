#include "scenarios/documents/findings/cache_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "engine/option_values.h"
#include "harness/result/counter_names.h"
#include "reports/words/engines.h"
#include "reports/words/figure_format.h"
#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/targets/document_counters.h"
#include "scenarios/general/findings.h"

namespace scenarios {
namespace {

using harness::result::counted_max;
using harness::result::counted_value;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

/// Two hit ratios of so many look-ups each differ by chance by less than this, in 95 of 100 cases.
double noise_of(const Point& a, const Point& b) {
  const auto variance = [](const Point& point) {
    const double lookups = point.cache_hits.value_or(0) + point.cache_misses.value_or(0);
    const double ratio = point.cache_hit_ratio.value_or(0);
    return lookups > 0 ? ratio * (1 - ratio) / lookups : 0;
  };
  return 1.96 * std::sqrt(variance(a) + variance(b));
}

/// One access pattern with one engine, at one capacity: a point for each policy.
struct Contest {
  std::string access, setting, engine;
  std::vector<const Point*> points;

  const Point& best() const {
    return **std::max_element(points.begin(), points.end(), [](const Point* a, const Point* b) {
      return a->cache_hit_ratio.value_or(0) < b->cache_hit_ratio.value_or(0);
    });
  }
};

std::vector<Contest> contests_of(RunResult& result) {
  std::vector<Contest> all;
  for (const Point* point : measured_points(result)) {
    if (!point->cache_hit_ratio) continue;
    auto same = std::find_if(all.begin(), all.end(), [&](const Contest& contest) {
      return contest.access == point->panel && contest.setting == point->setting &&
             contest.engine == point->engine;
    });
    if (same == all.end()) {
      same = all.insert(all.end(), {point->panel, point->setting, point->engine, {}});
    }
    same->points.push_back(point);
  }
  return all;
}

/// "10 %: sieve 52 %" of the contest's best, with those that can't be told from it.
std::string winner(const Contest& contest) {
  const Point& best = contest.best();
  std::string names;
  std::size_t alike = 0;
  for (const Point* point : contest.points) {
    const double behind = *best.cache_hit_ratio - *point->cache_hit_ratio;
    if (point != &best && behind > noise_of(best, *point)) continue;
    names += (names.empty() ? "" : " or ") + point->series;
    ++alike;
  }
  if (alike == contest.points.size() && alike > 1) names = "any policy";
  return fmt::format("{} of the corpus: {}, {}", contest.setting, names,
                     reports::words::percent(best.cache_hit_ratio));
}

void find_winners(RunResult& result, const std::vector<Contest>& contests) {
  const bool several = reports::words::engines_of(result).size() > 1;
  std::map<std::string, std::string> by_access;
  std::vector<std::string> order;
  for (const Contest& contest : contests) {
    const std::string access = (several ? contest.engine + ", " : "") + contest.access;
    if (!by_access.contains(access)) order.push_back(access);
    std::string& text = by_access[access];
    text += (text.empty() ? "" : "; ") + winner(contest);
  }
  for (const std::string& access : order) {
    result.findings.push_back(
        fmt::format("{}: the most hits, by capacity: {}.", access, by_access[access]));
  }
}

/// Sum of the times of some stages, and how often the first of them ran.
struct StageTime {
  double sum_ms = 0, count = 0;
  Figure mean_ms() const { return count > 0 ? Figure(sum_ms / count) : Figure(); }
};

StageTime time_in(const RunResult& result, std::span<const std::string_view> stages) {
  StageTime time;
  for (const auto& row : result.stages) {
    if (std::find(stages.begin(), stages.end(), row.stage) == stages.end()) continue;
    time.sum_ms += row.count.value_or(0) * row.mean_ms.value_or(0);
    if (row.stage == stages.front()) time.count += row.count.value_or(0);
  }
  return time;
}

/// What a look-up costs, and what has to be done after a miss.
void find_costs(RunResult& result, const std::vector<Point*>& points) {
  constexpr std::array<std::string_view, 2> lookup{"cache_lookup", "key"};
  constexpr std::array<std::string_view, 5> making{"parse", "unpack", "chunk", "analyse",
                                                   "cache_insert"};
  const Figure hit = time_in(result, lookup).mean_ms();
  const Figure made = time_in(result, making).mean_ms();
  double hits = 0, saved_s = 0;
  for (const Point* point : points) {
    hits += point->cache_hits.value_or(0);
    saved_s += counted_value(result, *point, counter::time_saved).value_or(0);
  }
  if (!hit || !made || hits <= 0) return;
  result.findings.push_back(fmt::format(
      "A hit costs {} (key and look-up), a miss {} more (parse, chunk, analyse, insert); over {} "
      "hits the work saved was {} a hit, {} in all. 000.8 claims 1.2 s saved a hit.",
      reports::words::milliseconds(hit), reports::words::milliseconds(made),
      reports::words::count(hits), reports::words::seconds(saved_s / hits),
      reports::words::seconds(saved_s)));
  const auto add = [&](const char* name, const Figure& value, const char* sentence) {
    result.estimates.push_back(
        {.name = name, .value = value, .low = {}, .high = {}, .unit = "ms", .sentence = sentence});
  };
  add("cost of a look-up", hit, "key and cache_lookup, mean over all steps");
  add("cost of a miss beyond it", made,
      "parse, chunk, analyse, cache_insert; 000.8: 500 to 300 ms");
  add("work saved by a hit", saved_s / hits * 1e3, "as the cache counts it; 000.8: 1.2 s");
}

void judge_claims(RunResult& result, const std::vector<Point*>& points) {
  const auto by_ratio = [](const Point* a, const Point* b) {
    return a->cache_hit_ratio.value_or(0) < b->cache_hit_ratio.value_or(0);
  };
  const auto [low, high] = std::minmax_element(points.begin(), points.end(), by_ratio);
  if (!(*low)->cache_hit_ratio) return;
  const auto within = std::count_if(points.begin(), points.end(), [](const Point* point) {
    const double ratio = point->cache_hit_ratio.value_or(0);
    return ratio >= 0.7 && ratio <= 0.9;
  });
  result.findings.push_back(fmt::format(
      "000.8 claims 15 to 45 % hits and 000.24 claims 70 to 90 %: a ratio says little without its "
      "access and capacity; here it goes from {} ({}) to {} ({}), and {} of {} points lie within "
      "70 to 90 %.",
      reports::words::percent((*low)->cache_hit_ratio), (*low)->step,
      reports::words::percent((*high)->cache_hit_ratio), (*high)->step, within, points.size()));
}

/// The capacity that the step's engine had, as the run's parameters say.
Figure bound_mib(const RunResult& result, const Point& point) {
  constexpr std::string_view name = "cache.capacity";
  Figure bound;
  for (const auto& [parameter, value] : result.parameters) {
    const bool of_step = parameter == std::string(harness::result::step_parameters) + point.step;
    if (parameter != name && !of_step) continue;
    std::string_view text = value;
    if (of_step) {
      const std::size_t at = text.find("cache.capacity=");
      if (at == text.npos) continue;
      text = text.substr(at + name.size() + 1);
      text = text.substr(0, text.find(';'));
    }
    if (const auto bytes = engine::parse_bytes(text)) {
      bound = static_cast<double>(*bytes) / 0x1p20;
    }
  }
  return bound;
}

/// What a counter of bytes was at most.
Figure peak_mib(const RunResult& result, const Point& point, const char* name) {
  Figure peak = counted_max(result, point, name);
  if (peak) *peak /= 0x1p20;
  return peak;
}

void judge_bound(RunResult& result, const std::vector<Point*>& points) {
  Figure fullest;
  const Point* where = nullptr;
  for (const Point* point : points) {
    const Figure bound = bound_mib(result, *point);
    const Figure peak = peak_mib(result, *point, counter::cache_bytes);
    if (!bound || *bound <= 0 || !peak) continue;
    const double full = *peak / *bound;
    if (where != nullptr && full <= *fullest) continue;
    fullest = full;
    where = point;
  }
  if (where == nullptr) return;
  result.findings.push_back(
      fmt::format("Memory: by its own account the cache weighed at most {} of its bound ({}, {}).",
                  reports::words::percent(fullest), where->step,
                  reports::words::mebibytes(peak_mib(result, *where, counter::cache_bytes))));
}

/// Nothing without a second level.
void tell_second_level(RunResult& result, const std::vector<Point*>& points) {
  const auto used = [&](const Point* point) {
    return peak_mib(result, *point, counter::second_level_bytes);
  };
  const Point* const most = *std::ranges::max_element(points, {}, used);
  if (!used(most)) return;
  result.findings.push_back(
      fmt::format("The second level's Redis server used at most {}, by its own account ({}).",
                  reports::words::mebibytes(used(most)), most->step));
}

}  // namespace

void conclude_cache(RunResult& result) {
  compare_document_engines(result);
  const std::vector<Point*> points = measured_points(result);
  if (points.empty()) return;
  find_winners(result, contests_of(result));
  find_costs(result, points);
  judge_claims(result, points);
  judge_bound(result, points);
  tell_second_level(result, points);
}

}  // namespace scenarios
