#include "harness/run/class_rows.h"

#include <utility>

namespace harness::run {
namespace {

using record::Histogram;
using result::ClassRow;
using result::Figure;

Figure quantile_of_class_ms(const Histogram& histogram, double fraction) {
  if (histogram.count() == 0) return std::nullopt;
  return static_cast<double>(histogram.quantile(fraction)) / 1e6;
}

void fill_class_latency(ClassRow& row, const record::ClassTotalsOf<Histogram>& totals) {
  const Histogram& latency = totals.latency;
  if (latency.count() > 0) {
    row.latency_ms_mean = latency.mean() / 1e6;
    row.latency_ms_max = static_cast<double>(latency.max()) / 1e6;
  }
  row.latency_ms_p50 = quantile_of_class_ms(latency, 0.50);
  row.latency_ms_p95 = quantile_of_class_ms(latency, 0.95);
  row.latency_ms_p99 = quantile_of_class_ms(latency, 0.99);
  row.first_result_ms_p50 = quantile_of_class_ms(totals.first_result, 0.50);
  row.first_result_ms_p95 = quantile_of_class_ms(totals.first_result, 0.95);
  row.first_result_ms_p99 = quantile_of_class_ms(totals.first_result, 0.99);
  row.gap_ms_p50 = quantile_of_class_ms(totals.gaps, 0.50);
  row.gap_ms_p99 = quantile_of_class_ms(totals.gaps, 0.99);
}

}  // namespace

std::string class_name(const RequestClasses& classes, std::size_t place) {
  if (place < classes.names.size()) return classes.names[place];
  return classes.names.empty() ? "" : "(none)";
}

void add_classes(const measure::MeasuredStep& step, const std::string& phase,
                 const record::PhaseTotals& totals, Duration length, result::RunResult& result) {
  for (std::size_t i = 0; i < totals.classes.size(); ++i) {
    const auto& of_class = totals.classes[i];
    if (of_class.outcomes.all() == 0) continue;
    ClassRow row;
    row.step = step.name;
    row.phase = phase;
    row.class_name = class_name(step.classes, i);
    row.requests = static_cast<double>(of_class.outcomes.all());
    row.ok = static_cast<double>(of_class.outcomes.ok);
    row.failed = static_cast<double>(of_class.outcomes.failed);
    row.shed = static_cast<double>(of_class.outcomes.shed);
    fill_class_latency(row, of_class);
    row.unit = step.classes.unit;
    if (!row.unit.empty()) {
      row.units = static_cast<double>(of_class.units);
      if (length > Duration{}) row.units_per_s = *row.units / seconds(length);
    }
    result.classes.push_back(std::move(row));
  }
}

}  // namespace harness::run
