#include "reports/words/effect_format.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "reports/words/figure_format.h"

namespace reports::words {

using harness::result::Figure;

namespace {

constexpr const char* minus = "\u2212";
constexpr double as_factor = 1;  // "+150 %" says less than "2.5x"

std::string signed_text(double value, const char* unit) {
  const double percent = std::fabs(100 * value);
  const std::string digits =
      percent >= 9.95 ? fmt::format("{:.0f}", percent) : fmt::format("{:.1f}", percent);
  const bool zero = digits == "0.0";
  return fmt::format("{}{} {}", zero ? "" : value < 0 ? minus : "+", zero ? "0" : digits, unit);
}

struct Named {
  std::string_view metric, name;
};
constexpr std::array names{Named{"achieved_per_s", "throughput"},
                           Named{"latency_ms_p50", "P50"},
                           Named{"latency_ms_p95", "P95"},
                           Named{"latency_ms_p99", "P99"},
                           Named{"allocations_per_request", "allocations"},
                           Named{"rss_mib_peak", "peak memory"},
                           Named{"cache_hit_ratio", "cache hits"},
                           Named{"first_result_ms_p50", "first result P50"},
                           Named{"first_result_ms_p99", "first result P99"},
                           Named{"gap_ms_mean", "mean gap"},
                           Named{"gap_ms_p99", "gap P99"},
                           Named{"units_per_s", "units"},
                           Named{"model_load_ms", "load time of a model"},
                           Named{"io_operations_per_request", "I/O operations"},
                           Named{"context_switches_per_request", "context switches"},
                           Named{"parsed_per_request", "parsed a request"},
                           Named{"lookup_ms", "lookup time"},
                           Named{"validate_ms_mean", "validation time"},
                           Named{"parse_ms_mean", "parse time"},
                           Named{"index_and_state_ms_mean", "state time"}};

}  // namespace

std::string effect(const Figure& value, const harness::result::Effect& of) {
  if (!value || !std::isfinite(*value)) return not_measured;
  if (of.scale == "level") return percent(*value);
  if (of.scale == "points") return signed_text(*value, "pp");
  return *value >= as_factor ? times(1 + *value) : signed_text(*value, "%");
}

std::string effect_interval(const harness::result::Effect& of) {
  if (!of.interval_low || !of.interval_high) return {};
  std::string low = effect(of.interval_low, of);
  const std::string high = effect(of.interval_high, of);
  const std::size_t unit = low.rfind(' ');
  if (unit != low.npos && high.ends_with(low.substr(unit))) low.erase(unit);  // said once
  return low + " to " + high;
}

std::string metric_name(std::string_view metric) {
  for (const Named& named : names) {
    if (named.metric == metric) return std::string(named.name);
  }
  return std::string(metric);
}

}  // namespace reports::words
