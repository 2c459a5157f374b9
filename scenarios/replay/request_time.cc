#include "scenarios/replay/request_time.h"

#include <algorithm>

namespace scenarios {
namespace {

using harness::result::Figure;

Figure median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

}  // namespace

Figure RequestTime::stage_ms(const std::string& name) const {
  for (const auto& [stage, ms] : stages_ms) {
    if (stage == name) return ms;
  }
  return std::nullopt;
}

RequestTime time_then(const harness::result::SlowRequest& row) {
  RequestTime time{row.latency_ms, row.lag_ms, row.wait_ms, row.service_ms, row.delivery_ms, {}};
  for (const auto& [stage, ms] : row.stages_ms) time.stages_ms.emplace_back(stage, ms);
  return time;
}

RequestTime median_of(const std::vector<RequestTime>& times) {
  const auto of = [&](auto figure) {
    std::vector<double> values;
    for (const RequestTime& time : times) {
      if (const Figure value = figure(time)) values.push_back(*value);
    }
    return median(std::move(values));
  };
  RequestTime all{of([](const RequestTime& time) { return time.latency_ms; }),
                  of([](const RequestTime& time) { return time.lag_ms; }),
                  of([](const RequestTime& time) { return time.wait_ms; }),
                  of([](const RequestTime& time) { return time.service_ms; }),
                  of([](const RequestTime& time) { return time.delivery_ms; }),
                  {}};
  for (const RequestTime& time : times) {
    for (const auto& [name, ms] : time.stages_ms) {
      if (all.stage_ms(name)) continue;
      const std::string& stage = name;
      all.stages_ms.emplace_back(stage,
                                 *of([&](const RequestTime& any) { return any.stage_ms(stage); }));
    }
  }
  return all;
}

}  // namespace scenarios
