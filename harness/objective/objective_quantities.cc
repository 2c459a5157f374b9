// The figures that an objective can limit.
#include <array>

#include "harness/objective/objective_tables.h"
#include "harness/result/outcomes.h"

namespace harness::objective {
namespace {

using result::Point;
using PointFigure = result::Figure Point::*;

/// Multiplied first: 1 of 1,000 is 0.1 % to the bit.
result::Figure percent(const result::Figure& part, const result::Figure& whole) {
  if (!part || !whole || !(*whole > 0)) return {};
  return 100 * *part / *whole;
}

template <result::Figure Point::*member>
result::Figure member_of(const Point& point) {
  return point.*member;
}

result::Figure error_percent(const Point& point) {
  return percent(point.failed, result::accepted(point));
}
result::Figure shed_percent(const Point& point) {
  return percent(point.shed, point.requests);
}
result::Figure recovery_ms(const Point& point) {
  return point.recovery_s ? result::Figure(1e3 * *point.recovery_s) : result::Figure();
}

}  // namespace

std::span<const Objective::Quantity> Objective::quantities() {
  using Of = RequestLimit::Of;
  constexpr auto quantile = RequestLimit::Kind::quantile;
  constexpr auto mean = RequestLimit::Kind::mean;
  static constexpr auto time = Dimension::time;
  static constexpr auto all = std::to_array<Quantity>({
      {"p50",
       time,
       member_of<&Point::latency_ms_p50>,
       20,
       quantile,
       0.50,
       {},
       &Point::latency_ms_p50_low,
       &Point::latency_ms_p50_high},
      {"p95",
       time,
       member_of<&Point::latency_ms_p95>,
       200,
       quantile,
       0.95,
       {},
       &Point::latency_ms_p95_low,
       &Point::latency_ms_p95_high},
      {"p99",
       time,
       member_of<&Point::latency_ms_p99>,
       1'000,
       quantile,
       0.99,
       {},
       &Point::latency_ms_p99_low,
       &Point::latency_ms_p99_high},
      {"p999",
       time,
       member_of<&Point::latency_ms_p999>,
       10'000,
       quantile,
       0.999,
       {},
       &Point::latency_ms_p999_low,
       &Point::latency_ms_p999_high},
      {"mean",
       time,
       member_of<&Point::latency_ms_mean>,
       0,
       mean,
       0,
       {},
       &Point::latency_ms_mean_low,
       &Point::latency_ms_mean_high},
      {"max", time, member_of<&Point::latency_ms_max>},
      {"errors", Dimension::share, error_percent, 0, RequestLimit::Kind::errors},
      {"shed", Dimension::share, shed_percent, 0, RequestLimit::Kind::shed},
      {"recovery", time, recovery_ms},
      {"throughput",
       Dimension::rate,
       member_of<&Point::achieved_per_s>,
       0,
       {},
       0,
       {},
       &Point::achieved_per_s_low,
       &Point::achieved_per_s_high},
      {"growth", Dimension::pace, nullptr, 0, {}, 0, "memory growth"},
      {"first_p50",
       time,
       member_of<&Point::first_result_ms_p50>,
       20,
       quantile,
       0.50,
       {},
       &Point::first_result_ms_p50_low,
       &Point::first_result_ms_p50_high,
       "ttft_p50",
       Of::first_result},
      {"first_p95",
       time,
       member_of<&Point::first_result_ms_p95>,
       200,
       quantile,
       0.95,
       {},
       &Point::first_result_ms_p95_low,
       &Point::first_result_ms_p95_high,
       "ttft_p95",
       Of::first_result},
      {"first_p99",
       time,
       member_of<&Point::first_result_ms_p99>,
       1'000,
       quantile,
       0.99,
       {},
       &Point::first_result_ms_p99_low,
       &Point::first_result_ms_p99_high,
       "ttft_p99",
       Of::first_result},
      {"gap_mean",
       time,
       member_of<&Point::gap_ms_mean>,
       0,
       mean,
       0,
       {},
       &Point::gap_ms_mean_low,
       &Point::gap_ms_mean_high,
       "itl_mean",
       Of::gap},
      {"gap_p50",
       time,
       member_of<&Point::gap_ms_p50>,
       20,
       quantile,
       0.50,
       {},
       &Point::gap_ms_p50_low,
       &Point::gap_ms_p50_high,
       "itl_p50",
       Of::gap},
      {"gap_p95",
       time,
       member_of<&Point::gap_ms_p95>,
       200,
       quantile,
       0.95,
       {},
       &Point::gap_ms_p95_low,
       &Point::gap_ms_p95_high,
       "itl_p95",
       Of::gap},
      {"gap_p99",
       time,
       member_of<&Point::gap_ms_p99>,
       1'000,
       quantile,
       0.99,
       {},
       &Point::gap_ms_p99_low,
       &Point::gap_ms_p99_high,
       "itl_p99",
       Of::gap},
      {"units",
       Dimension::rate,
       member_of<&Point::units_per_s>,
       0,
       {},
       0,
       {},
       &Point::units_per_s_low,
       &Point::units_per_s_high},
      {"goodput",
       Dimension::rate,
       member_of<&Point::good_per_s>,
       0,
       {},
       0,
       {},
       &Point::good_per_s_low,
       &Point::good_per_s_high},
  });
  return all;
}

}  // namespace harness::objective
