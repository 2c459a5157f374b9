// A limit on one figure, such as p99<=500ms: met, missed or can't tell.
#pragma once

#include <string>
#include <string_view>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::result {

/// A limit on one figure of each measured point. Decides; never prints.
/// Figures: p50, p95, p99, p999, mean, max (latency), errors (failed share of the accepted), shed
/// (share of the requests), throughput (achieved). Units: ns, us, ms, s; %; /s.
class Objective {
 public:
  /// "p99<=500ms", "errors<1%", "throughput>=100/s"; `source` says who asks ("000.S").
  static Expected<Objective> parse(std::string_view text, std::string source = {});

  /// One verdict for the worst of the result's measured points; can't tell when none has the figure
  /// (or, for a quantile q, when fewer than 10/(1-q) requests were accepted).
  ObjectiveResult check(const RunResult& result) const;
};

}  // namespace harness::result
