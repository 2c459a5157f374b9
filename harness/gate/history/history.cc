#include "harness/gate/history/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

namespace harness::gate::history {
namespace {

constexpr std::string_view changed = "changes";  // what a commit is called that files differ from

/// What bears on speed and doesn't change from run to run.
constexpr std::array<std::string_view, 5> machine_facts{"cpu", "cores", "cpu_quota", "memory",
                                                        "kernel"};

bool is_clean(const std::string& commit) {
  return !commit.empty() && commit.find(changed) == std::string::npos;
}

bool same_program(const Contender& a, const Contender& b) {
  if (!a.hash.empty() && a.hash == b.hash) return true;
  return is_clean(a.commit) && a.commit == b.commit && a.build == b.build;
}

std::string name_of(const Contender& contender) {
  std::string name = contender.asked.empty() ? contender.path : contender.asked;
  if (!contender.commit.empty()) name += " (" + contender.commit + ")";
  return name.empty() ? "unknown" : name;
}

/// What the gate has another of than the first one; nothing where they can be compared.
std::optional<std::string> stranger(const PlacedGate& first, const PlacedGate& other) {
  const auto differs = [&](std::string_view what, const std::string& theirs,
                           const std::string& ours) {
    return fmt::format("{}: its {} is '{}', and that of {} is '{}'; a history is of one {}",
                       other.place, what, theirs, first.place, ours, what);
  };
  const GateResult &a = first.gate, &b = other.gate;
  if (!same_program(a.base, b.base)) {
    return differs("reference", name_of(b.base), name_of(a.base));
  }
  if (a.scenario != b.scenario) return differs("scenario", b.scenario, a.scenario);
  if (a.subject != b.subject) return differs("subject", b.subject, a.subject);
  if (a.engine != b.engine) return differs("engine", b.engine, a.engine);
  return std::nullopt;
}

std::string fact(const GateResult& gate, std::string_view name) {
  for (const auto& [fact, value] : gate.environment) {
    if (fact == name) return value;
  }
  return {};
}

void warn_of_machines(const std::vector<PlacedGate>& gates, std::vector<std::string>& warnings) {
  for (const std::string_view name : machine_facts) {
    std::set<std::string> values;
    for (const PlacedGate& one : gates) values.insert(fact(one.gate, name));
    if (values.size() < 2) continue;
    std::string list;
    for (const std::string& value : values) {
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", value.empty() ? "unknown" : value);
    }
    warnings.push_back(fmt::format(
        "The gates ran on machines that differ in their {} ({}): a change may be the machine's.",
        name, list));
  }
}

void warn_of_gates(const std::vector<PlacedGate>& gates, std::vector<std::string>& warnings) {
  const auto invalid = std::count_if(gates.begin(), gates.end(), [](const PlacedGate& one) {
    return one.gate.verdict.outcome == Outcome::invalid;
  });
  if (invalid > 0) {
    warnings.push_back(fmt::format("{} of {} gates are invalid and say little or nothing.", invalid,
                                   gates.size()));
  }
}

std::vector<MetricHistory> points_of(const std::vector<PlacedGate>& gates) {
  std::vector<MetricHistory> metrics;
  for (std::size_t moment = 0; moment < gates.size(); ++moment) {
    for (const Verdict& verdict : gates[moment].gate.verdict.metrics) {
      auto found = std::find_if(metrics.begin(), metrics.end(), [&](const MetricHistory& one) {
        return one.metric.name == verdict.metric.name;
      });
      if (found == metrics.end()) found = metrics.insert(found, MetricHistory());
      found->metric = verdict.metric;  // as the latest gate has it
      if (!verdict.ratio || !(*verdict.ratio > 0) || !std::isfinite(*verdict.ratio)) continue;
      found->points.push_back({moment, *verdict.ratio, verdict.interval});
    }
  }
  return metrics;
}

double median_ratio(const std::vector<Point>& points, std::size_t first, std::size_t end) {
  std::vector<double> logs;
  for (std::size_t i = first; i < end; ++i) logs.push_back(std::log(points[i].ratio));
  std::sort(logs.begin(), logs.end());
  const std::size_t half = logs.size() / 2;
  return std::exp(logs.size() % 2 == 1 ? logs[half] : (logs[half - 1] + logs[half]) / 2);
}

Expected<void> find_changes(MetricHistory& metric, const significance::ChangeSearch& search) {
  const std::vector<Point>& points = metric.points;
  if (points.empty()) return {};
  std::vector<double> logs;
  logs.reserve(points.size());
  for (const Point& point : points) logs.push_back(std::log(point.ratio));
  const auto found = significance::change_points(logs, search);
  if (!found) {
    return failure(fmt::format("{}: {}", metric.metric.name, found.error().message));
  }
  std::size_t from = 0;
  const auto add_level = [&](std::size_t end) {
    metric.levels.push_back(
        {points[from].moment, points[end - 1].moment, median_ratio(points, from, end)});
    from = end;
  };
  for (const significance::ChangePoint& one : *found) {
    const double factor = std::exp(one.after - one.before);
    metric.changes.push_back({.last_before = points[one.first - 1].moment,
                              .first_after = points[one.first].moment,
                              .factor = factor,
                              .p = one.p,
                              .worse = (metric.metric.better == Better::less) == (factor > 1)});
    add_level(one.first);
  }
  add_level(points.size());
  return {};
}

}  // namespace

Expected<History> history_of(std::vector<PlacedGate> gates,
                             const significance::ChangeSearch& search,
                             const HistoryProgress& progress) {
  if (gates.empty()) return failure("no gate to make a history of");
  for (const PlacedGate& one : gates) {
    if (const auto why = stranger(gates.front(), one)) return failure(*why);
  }
  std::stable_sort(gates.begin(), gates.end(), [](const PlacedGate& a, const PlacedGate& b) {
    return a.gate.started_utc < b.gate.started_utc;
  });
  const GateResult& latest = gates.back().gate;
  History history{.base = latest.base,
                  .scenario = latest.scenario,
                  .subject = latest.subject,
                  .engine = latest.engine};
  for (const PlacedGate& one : gates) {
    history.moments.push_back(
        {one.place, one.gate.started_utc, one.gate.candidate.commit, one.gate.verdict.outcome});
  }
  warn_of_machines(gates, history.warnings);
  warn_of_gates(gates, history.warnings);
  history.metrics = points_of(gates);
  std::size_t done = 0;
  for (MetricHistory& metric : history.metrics) {
    if (auto found = find_changes(metric, search); !found) return tl::unexpected(found.error());
    if (progress) progress(++done, history.metrics.size());
  }
  const double by_chance = search.level * static_cast<double>(history.metrics.size());
  if (by_chance >= 0.5) {
    history.warnings.push_back(fmt::format(
        "Of {} metrics that never change, up to {:.0f} show a change by chance (p <= {:g} each).",
        history.metrics.size(), by_chance, search.level));
  }
  std::stable_partition(history.metrics.begin(), history.metrics.end(),
                        [](const MetricHistory& metric) { return !metric.changes.empty(); });
  return history;
}

}  // namespace harness::gate::history
