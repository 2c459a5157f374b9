#include "scenarios/gate/candidate_point.h"

#include <doctest/doctest.h>

#include <cmath>

namespace candidate_point_test {

using harness::gate::Pair;
using harness::objective::Objective;
using harness::record::Histogram;
using harness::record::SparseHistogram;
using harness::result::Verdict;

namespace {

/// Two thousand requests that all take so long.
SparseHistogram latency_of(double ms) {
  Histogram histogram;
  for (int i = 0; i < 2'000; ++i) {
    histogram.record(static_cast<std::int64_t>(ms * 1e6));
  }
  return SparseHistogram(histogram);
}

std::vector<Pair> pairs_of(const std::vector<double>& latencies_ms, double failed = 0) {
  std::vector<Pair> pairs;
  for (const double ms : latencies_ms) {
    Pair& pair = pairs.emplace_back();
    pair.candidate.latency = latency_of(ms);
    pair.candidate.figures["throughput_per_s"] = 1000 / ms;
    pair.candidate.figures["failed_per_request"] = failed;
  }
  return pairs;
}

Verdict verdict(const char* objective, const std::vector<Pair>& pairs) {
  return scenarios::check_candidate(Objective::parse(objective).value(), pairs).verdict;
}

}  // namespace

TEST_CASE("the candidate's figures are means over its processes, with Student's interval") {
  // Logarithms -0.1 and 0.1 in turn about 10 ms: s = 0.1 * sqrt(8 / 7), t(7) = 2.365.
  std::vector<double> latencies;
  for (int i = 0; i < 8; ++i) latencies.push_back(10 * std::exp(i % 2 == 0 ? -0.1 : 0.1));
  const auto run = scenarios::candidate_point(pairs_of(latencies));
  REQUIRE(run.points.size() == 1);
  const auto& point = run.points[0];
  CHECK(point.latency_ms_p99.value() == doctest::Approx(10).epsilon(0.002));
  const double reach = 2.365 * 0.1 * std::sqrt(8.0 / 7) / std::sqrt(8.0);
  CHECK(point.latency_ms_p99_low.value() == doctest::Approx(10 * std::exp(-reach)).epsilon(0.002));
  CHECK(point.latency_ms_p99_high.value() == doctest::Approx(10 * std::exp(reach)).epsilon(0.002));
  CHECK(point.achieved_per_s.value() == doctest::Approx(100).epsilon(0.002));
  CHECK(point.ok == 16'000);
}

TEST_CASE("objectives are judged by the interval") {
  const auto pairs = pairs_of({9, 11, 9, 11, 9, 11, 9, 11});
  CHECK(verdict("p99<=12ms", pairs) == Verdict::met);
  CHECK(verdict("p99<=10ms", pairs) == Verdict::cant_tell);
  CHECK(verdict("p99<=8ms", pairs) == Verdict::missed);
  CHECK(verdict("throughput>=50/s", pairs) == Verdict::met);
}

TEST_CASE("what failed is counted, and what a gate does not measure can't be told") {
  const auto pairs = pairs_of({10, 10, 10, 10, 10, 10}, 0.2);
  const auto point = scenarios::candidate_point(pairs).points.at(0);
  CHECK(point.failed == 3'000);  // a fifth of 15,000, of which 12,000 ended ok
  CHECK(verdict("errors<=1%", pairs) == Verdict::missed);
  CHECK(verdict("shed<=1%", pairs) == Verdict::cant_tell);
  CHECK(verdict("p99<=50ms", {}) == Verdict::cant_tell);
}

}  // namespace candidate_point_test
