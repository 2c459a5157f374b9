#include "reports/gate/metric_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "harness/gate/evidence.h"
#include "reports/words/figure_format.h"

namespace reports::gate {

using harness::gate::Kind;
using harness::gate::Measured;

namespace {

constexpr double ns_per_ms = 1e6, us_per_ms = 1e3, bytes_per_mib = 1048576;

/// 0: what somebody has to act on.
int urgency(const Verdict& verdict) {
  switch (verdict.kind) {
    case Kind::regressed:
      return 0;
    case Kind::invalid:
      return 1;
    case Kind::inconclusive:
      return 2;
    case Kind::improved:
      return 3;
    case Kind::no_worse:
      return 4;
    case Kind::same:
      break;
  }
  return 5;
}

std::string middle_figure(const std::vector<Pair>& pairs, const Metric& metric,
                          Measured Pair::*side) {
  std::vector<double> figures;
  for (const Pair& pair : pairs) {
    if (!pair.invalid.empty()) continue;
    if (const auto one = harness::gate::figure(pair.*side, metric)) figures.push_back(*one);
  }
  if (figures.empty()) return {};
  const auto middle = figures.begin() + static_cast<std::ptrdiff_t>(figures.size() / 2);
  std::nth_element(figures.begin(), middle, figures.end());
  if (figures.size() % 2 == 1) return figure_in_words(*middle, metric);
  return figure_in_words((*middle + *std::max_element(figures.begin(), middle)) / 2, metric);
}

std::string word_of(const Verdict& verdict) {
  if (verdict.kind == Kind::inconclusive && !verdict.settled) return "undecided";
  return std::string(to_string(verdict.kind));
}

std::string interval_of(const Verdict& verdict) {
  if (!verdict.interval) return {};
  const std::string low = change(verdict.interval->low), high = change(verdict.interval->high);
  const std::string_view percent = " %";
  const bool both = low.ends_with(percent) && high.ends_with(percent);
  return fmt::format("{} to {}", both ? low.substr(0, low.size() - percent.size()) : low, high);
}

tables::Mood mood_of(const Verdict& verdict) {
  if (!verdict.metric.gating) return tables::Mood::faint;
  if (verdict.kind == Kind::regressed || verdict.kind == Kind::invalid) return tables::Mood::bad;
  return verdict.kind == Kind::inconclusive ? tables::Mood::plain : tables::Mood::good;
}

}  // namespace

const std::string& title_of(const Metric& metric) {
  return metric.label.empty() ? metric.name : metric.label;
}

std::string change(double ratio) {
  if (!std::isfinite(ratio) || ratio < 0) return {};
  if (ratio >= 2 || ratio <= 0.5) return words::times(ratio);
  const double percent = std::round(1e4 * (ratio - 1)) / 100;
  if (percent == 0) return "0 %";
  return (percent > 0 ? "+" : "\u2212") + harness::digits(std::fabs(percent)) + " %";
}

std::string figure_in_words(double figure, const Metric& metric) {
  const std::string_view name = metric.name;
  if (metric.quantile > 0 || metric.unit == "ns") return words::milliseconds(figure / ns_per_ms);
  if (name.ends_with("_per_s")) return words::rate(figure);
  if (name.starts_with("latency_ms_") || name.ends_with("_ms")) return words::milliseconds(figure);
  if (name.ends_with("_us_per_request") || name.ends_with("_us")) {
    return words::milliseconds(figure / us_per_ms);
  }
  if (name.find("_mib") != name.npos) return words::mebibytes(figure);
  if (name.ends_with("_bytes_per_request") || name.ends_with("_bytes")) {
    return words::mebibytes(figure / bytes_per_mib);
  }
  return name.ends_with("_ratio") ? words::percent(figure) : words::plain(figure);
}

const std::vector<Pair>& pairs_behind(const GateResult& gate, const Verdict& verdict) {
  const auto& fresh = gate.fresh_plan.metrics;
  const bool taken_back = gate.verdict.confirmation == harness::gate::Confirmation::not_confirmed &&
                          !gate.fresh_pairs.empty() &&
                          std::any_of(fresh.begin(), fresh.end(), [&](const Metric& one) {
                            return one.name == verdict.metric.name;
                          });
  return taken_back ? gate.fresh_pairs : gate.pairs;
}

std::vector<MetricRow> metric_rows(const GateResult& gate) {
  std::vector<MetricRow> rows;
  for (const Verdict& verdict : gate.verdict.metrics) {
    const std::vector<Pair>& pairs = pairs_behind(gate, verdict);
    rows.push_back({.verdict = &verdict,
                    .name = title_of(verdict.metric),
                    .word = word_of(verdict),
                    .base = middle_figure(pairs, verdict.metric, &Pair::base),
                    .candidate = middle_figure(pairs, verdict.metric, &Pair::candidate),
                    .change = verdict.ratio ? change(*verdict.ratio) : std::string(),
                    .interval = interval_of(verdict)});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const MetricRow& a, const MetricRow& b) {
    if (a.verdict->metric.gating != b.verdict->metric.gating) return a.verdict->metric.gating;
    return urgency(*a.verdict) < urgency(*b.verdict);
  });
  return rows;
}

tables::Table metrics_table(std::span<const MetricRow> rows, const std::string& title) {
  tables::Table table{title,
                      {{"metric", false},
                       {"verdict", false},
                       {"change"},
                       {"base"},
                       {"candidate"},
                       {"tolerance"},
                       {"pairs"},
                       {"p"}},
                      {}};
  for (const MetricRow& row : rows) {
    const Verdict& verdict = *row.verdict;
    table.rows.push_back(
        {{row.name,
          {row.word, verdict.metric.gating ? "" : "advisory"},
          {row.change, row.interval},
          row.base,
          row.candidate,
          words::percent(verdict.metric.tolerance),
          fmt::format("{}", verdict.pairs),
          verdict.adjusted_p ? fmt::format("{:.2g}", *verdict.adjusted_p) : std::string()},
         mood_of(verdict)});
  }
  return tables::without_empty_columns(std::move(table));
}

std::size_t gating_with(const GateResult& gate, Kind kind) {
  return static_cast<std::size_t>(
      std::count_if(gate.verdict.metrics.begin(), gate.verdict.metrics.end(),
                    [&](const Verdict& one) { return one.metric.gating && one.kind == kind; }));
}

}  // namespace reports::gate
