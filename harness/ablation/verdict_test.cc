#include "harness/ablation/verdict.h"

#include <doctest/doctest.h>

namespace verdict_test {

using namespace harness::ablation;
using harness::stats::Estimate;
using harness::stats::Interval;

namespace {

Verdict of(double low, double high, std::optional<double> claim) {
  return judge(Estimate{(low + high) / 2, Interval{low, high}, 5}, claim);
}

}  // namespace

TEST_CASE("a claim holds where the interval reaches or passes it and excludes none") {
  CHECK(of(0.15, 0.25, 0.2) == Verdict::holds);
  CHECK(of(0.3, 0.5, 0.2) == Verdict::holds);
  CHECK(of(0.1, 0.2, 0.2) == Verdict::holds);
}

TEST_CASE("it is smaller where the whole interval is short of the claim, on its side of 0") {
  CHECK(of(0.05, 0.19, 0.2) == Verdict::smaller);
  CHECK(of(0.001, 0.03, 0.2) == Verdict::smaller);
}

TEST_CASE("there is none where 0 is within and the claim is not, or all is about 0") {
  CHECK(of(-0.05, 0.1, 0.2) == Verdict::none);
  CHECK(of(0.005, 0.015, 0.2) == Verdict::none);
  CHECK(of(-0.04, -0.01, 0.2) == Verdict::none);
}

TEST_CASE("it is opposite where all is beyond 0 on the other side") {
  CHECK(of(-0.3, -0.1, 0.2) == Verdict::opposite);
  CHECK(of(-0.03, -0.021, 0.2) == Verdict::opposite);
}

TEST_CASE("it is unclear where 0 and the claim are both possible, or nothing is known") {
  CHECK(of(-0.1, 0.3, 0.2) == Verdict::unclear);
  CHECK(judge(Estimate{0.2, {}, 2}, 0.2) == Verdict::unclear);
}

TEST_CASE("a claim that something falls is judged the same way, mirrored") {
  CHECK(of(-0.25, -0.15, -0.2) == Verdict::holds);
  CHECK(of(-0.19, -0.05, -0.2) == Verdict::smaller);
  CHECK(of(-0.1, 0.05, -0.2) == Verdict::none);
  CHECK(of(0.1, 0.3, -0.2) == Verdict::opposite);
  CHECK(of(-0.3, 0.1, -0.2) == Verdict::unclear);
}

TEST_CASE("where nobody claims a figure, it is measured") {
  CHECK(of(-0.3, 0.1, {}) == Verdict::measured);
  CHECK(judge(Estimate{}, {}) == Verdict::measured);
}

}  // namespace verdict_test
