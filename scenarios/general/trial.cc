#include "scenarios/general/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenarios/general/loads.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

struct Column {
  std::string_view name;
  Figure Point::*figure;
};

constexpr std::array as_they_are{Column{"achieved_per_s", &Point::achieved_per_s},
                                 Column{"latency_ms_p50", &Point::latency_ms_p50},
                                 Column{"latency_ms_p95", &Point::latency_ms_p95},
                                 Column{"latency_ms_p99", &Point::latency_ms_p99},
                                 Column{"allocations_per_request", &Point::allocations_per_request},
                                 Column{"rss_mib_peak", &Point::rss_mib_peak},
                                 Column{"cache_hit_ratio", &Point::cache_hit_ratio},
                                 Column{"first_result_ms_p50", &Point::first_result_ms_p50},
                                 Column{"first_result_ms_p99", &Point::first_result_ms_p99},
                                 Column{"gap_ms_mean", &Point::gap_ms_mean},
                                 Column{"gap_ms_p99", &Point::gap_ms_p99},
                                 Column{"units_per_s", &Point::units_per_s}};

constexpr std::array per_request{Column{"io_operations_per_request", &Point::io_operations},
                                 Column{"context_switches_per_request", &Point::context_switches}};

}  // namespace

Figure over_requests(const Figure& total, const Point& point) {
  const double requests = point.ok.value_or(0) + point.failed.value_or(0);
  if (!total || requests <= 0) return std::nullopt;
  return *total / requests;
}

const Point* measured_point(const RunResult& trial) {
  const auto found = std::ranges::find_if(trial.points, &Point::measured);
  return found == trial.points.end() ? nullptr : &*found;
}

Figure general_trial_figure(const RunResult& trial, std::string_view metric) {
  const Point* const point = measured_point(trial);
  if (point == nullptr) return std::nullopt;
  for (const Column& one : as_they_are) {
    if (one.name == metric) return point->*one.figure;
  }
  for (const Column& one : per_request) {
    if (one.name == metric) return over_requests(point->*one.figure, *point);
  }
  return std::nullopt;
}

harness::Expected<Scenario> trial_scenario(const Subject& subject, const std::string& load,
                                           const harness::scenario::TrialSize& size) {
  if (subject.trial) return subject.trial(load, size);
  if (load != trial_clients)
    return harness::failure(fmt::format("there is no trial load '{}'", load));
  const Form form{
      .course = harness::scenario::Steps{{{.name = load,
                                           .settings = subject.usual,
                                           .load = ClosedLoad{.clients = size.clients,
                                                              .length = size.length,
                                                              .warm_up = size.length / 6,
                                                              .think_time = {}}}}},
      .capacity = {},
      .interval = std::max<harness::Duration>(size.length / 4, 100ms)};
  return Scenario{.name = "trial",
                  .question = "What does one trial of an ablation measure?",
                  .view = harness::result::load_view(),
                  .make_target = subject.make_target,
                  .popularity = subject.popularity,
                  .limits = {},
                  .quick = form,
                  .standard = form,
                  .full = form};
}

}  // namespace scenarios
