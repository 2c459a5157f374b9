// What the gate compares.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace harness::gate {

enum class Better : std::uint8_t { more, less };

/// paired: signed-rank test on the log ratio of each pair. pooled: label-swap permutation of the
/// latencies of all pairs together, for quantiles that one pair tells too little of. exact: the
/// same work takes the same amount each time, so that one comparison with the tolerance decides;
/// where the pairs don't agree after all, it is tested as paired.
enum class Test : std::uint8_t { paired, pooled, exact };

/// One figure of a run, which way is better, and how far it may move.
struct Metric {
  std::string name;        // of the figure in a Measured: "cpu_us_per_request"
  std::string label = {};  // for people: "CPU time a request"
  Better better = Better::less;
  Test test = Test::paired;
  double tolerance = 0.05;  // 0.05: up to a factor of 1.05 worse is no worse; above 0
  double quantile = 0;      // 0.5: the figure is that quantile of the latency; 0: a figure by name
  bool gating = true;       // not advisory
  /// Added to both figures before they are compared: what is much less is nothing. An example: half
  /// an allocation a request, so that 0.001 and 0.002 of them differ by 0.2 %, not by 100 %.
  double floor = 0;
  std::string unit = {};  // of a figure whose name does not tell it: "ns"

  /// Of the test. Of an exact metric whose pairs don't agree after all it is 5 % at least: what
  /// scatters can't be held to what does not.
  double tested_tolerance() const;

  bool operator==(const Metric&) const = default;
};

/// Throughput and P50 within 5 %, P95 7.5 %, P99 10 %, CPU time a request 5 %, peak RSS 10 %;
/// failed requests, allocations and bytes a
/// request and the cache's hit ratio within 1 %, exact. I/O operations a
/// request within 10 %, advisory: when the kernel writes back is not the program's doing.
std::vector<Metric> default_metrics();

/// A counter that the subject declares as gated.
Metric counter_metric(std::string name, Better better, double tolerance = 0.05);

/// Changes tolerances, or whether a metric gates, from words such as "throughput=3%,p99=15%" and
/// "p99=advisory" or "p99=gating", separated by commas. An error names the word, and the metric
/// that may have been meant. Nothing is changed where there is an error.
Expected<void> change_metrics(std::vector<Metric>& metrics, std::string_view words);

}  // namespace harness::gate
