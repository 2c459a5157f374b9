#include "harness/objective/objective.h"

#include <doctest/doctest.h>

namespace objective_test {

using namespace harness::objective;
using namespace harness::result;

namespace {

Objective objective(std::string_view text) {
  auto parsed = Objective::parse(text, "000.S");
  REQUIRE_MESSAGE(parsed.has_value(), (parsed ? "" : parsed.error().message));
  return *parsed;
}

std::string error_of(std::string_view text) {
  const auto parsed = Objective::parse(text);
  REQUIRE_FALSE(parsed.has_value());
  return parsed.error().message;
}

/// A point with plenty of requests.
Point point(std::string phase, double p99) {
  Point point;
  point.phase = std::move(phase);
  point.latency_ms_p99 = p99;
  point.requests = 100'000;
  point.ok = 100'000;
  point.failed = 0;
  point.shed = 0;
  return point;
}

RunResult run_of(std::vector<Point> points) {
  RunResult run;
  run.points = std::move(points);
  return run;
}

Verdict verdict(std::string_view text, const Point& point) {
  return objective(text).check(run_of({point})).verdict;
}

}  // namespace

TEST_CASE("each figure is judged by the column that it names") {
  Point p = point("steady", 40);
  p.latency_ms_p50 = 10;
  p.latency_ms_p95 = 30;
  p.latency_ms_p999 = 50;
  p.latency_ms_mean = 20;
  p.latency_ms_max = 60;
  p.requests = 20'000;
  p.shed = 5'000;
  p.ok = 12'000;
  p.failed = 3'000;
  p.achieved_per_s = 70;
  p.recovery_s = 0.5;
  const std::pair<const char*, double> cases[] = {
      {"p50<=1s", 0.01},       {"p95<=1s", 0.03},    {"p99<=1s", 0.04},   {"p999<=1s", 0.05},
      {"mean<=1s", 0.02},      {"max<=1s", 0.06},    {"errors<=90%", 20}, {"shed<=90%", 25},
      {"throughput>=1/s", 70}, {"recovery<=1s", 0.5}};
  for (const auto& [text, measured] : cases) {
    const ObjectiveResult result = objective(text).check(run_of({p}));
    CAPTURE(text);
    CHECK(result.verdict == Verdict::met);
    REQUIRE(result.measured.has_value());
    CHECK(*result.measured == doctest::Approx(measured).epsilon(1e-12));
    CHECK(result.objective == text);
    CHECK(result.source == "000.S");
    CHECK(result.phase == "steady");
  }
}

TEST_CASE("first results, gaps, units and goodput are judged, by either of their names") {
  Point p = point("steady", 40);
  p.first_result_ms_p99 = 20;
  p.gap_ms_p99 = 5;
  p.gap_ms_mean = 3;
  p.gaps = 100'000;
  p.units_per_s = 900;
  p.good_per_s = 70;
  for (const char* met : {"first_p99<=20ms", "ttft_p99<=20ms", "gap_p99<=5ms", "itl_p99<=5ms",
                          "gap_mean<=3ms", "units>=900/s", "goodput>=70/s"}) {
    CAPTURE(met);
    CHECK(verdict(met, p) == Verdict::met);
  }
  CHECK(objective("ttft_p99<=19ms").check(run_of({p})).sentence == "ttft_p99 of steady is 20 ms");
  CHECK(verdict("goodput>=71/s", p) == Verdict::missed);
  p.first_result_ms_p99_low = 15;
  p.first_result_ms_p99_high = 25;
  CHECK(verdict("ttft_p99<=20ms", p) == Verdict::cant_tell);
}

TEST_CASE("a quantile of gaps rests on gaps, not on requests") {
  Point p = point("steady", 40);
  p.ok = p.requests = 20;
  p.gap_ms_p99 = 5;
  p.gaps = 1'000;
  CHECK(verdict("gap_p99<=5ms", p) == Verdict::met);
  p.gaps = 999;
  const ObjectiveResult result = objective("gap_p99<=5ms").check(run_of({p}));
  CHECK(result.verdict == Verdict::cant_tell);
  CHECK(result.sentence == "gap_p99 of steady rests on 999 gaps, and needs 1000");
}

TEST_CASE("a limit itself is within <= and >=, and beyond < and >") {
  const Point p = point("p", 500);
  CHECK(verdict("p99<=500ms", p) == Verdict::met);
  CHECK(verdict("p99<500ms", p) == Verdict::missed);
  CHECK(verdict("p99>=500ms", p) == Verdict::met);
  CHECK(verdict("p99>500ms", p) == Verdict::missed);
  CHECK(verdict("p99<500.0001ms", p) == Verdict::met);
  CHECK(verdict("p99<=499.9999ms", p) == Verdict::missed);
}

TEST_CASE("units differ in scale only, down to the last bit") {
  for (int us = 1; us < 2'000; ++us) {
    const Point p = point("p", us / 1e3);
    const std::string limit = std::to_string(us);
    CHECK(verdict("p99<=" + limit + "us", p) == Verdict::met);
    CHECK(verdict("p99<" + limit + "us", p) == Verdict::missed);
    CHECK(verdict("p99<=" + limit + "000ns", p) == Verdict::met);
    CHECK(verdict("p99<" + limit + "000ns", p) == Verdict::missed);
  }
  for (int ms = 1; ms < 2'000; ++ms) {
    const std::string limit =
        std::to_string(ms / 1000) + "." + std::to_string(1000 + ms % 1000).substr(1);
    CHECK(verdict("p99<=" + limit + "s", point("p", ms)) == Verdict::met);
    CHECK(verdict("p99<" + limit + "s", point("p", ms)) == Verdict::missed);
  }
  for (int failed = 1; failed < 1'000; ++failed) {
    Point p = point("p", 1);
    p.ok = 1'000 - failed;
    p.failed = failed;
    const std::string limit = std::to_string(failed / 10) + "." + std::to_string(failed % 10);
    CHECK(verdict("errors<=" + limit + "%", p) == Verdict::met);
    CHECK(verdict("errors<" + limit + "%", p) == Verdict::missed);
  }
}

TEST_CASE("the worst measured point decides, in the direction of the limit") {
  Point warm_up = point("warm-up", 9'000);
  warm_up.measured = false;
  const RunResult run = run_of({warm_up, point("low", 100), point("peak", 700), point("end", 200)});
  const ObjectiveResult upper = objective("p99<=500ms").check(run);
  CHECK(upper.verdict == Verdict::missed);
  CHECK(upper.phase == "peak");
  CHECK(upper.measured == 700);
  CHECK(upper.sentence == "p99 of peak is 700 ms");
  const ObjectiveResult lower = objective("p99>=50ms").check(run);
  CHECK(lower.verdict == Verdict::met);
  CHECK(lower.phase == "low");
}

TEST_CASE("a figure that has an interval is judged by all of it") {
  const auto verdict = [](double low, double high) {
    Point measured = point("steady", (low + high) / 2);
    measured.latency_ms_p99_low = low;
    measured.latency_ms_p99_high = high;
    return Objective::parse("p99<=500ms").value().check(run_of({measured}));
  };
  CHECK(verdict(400, 500).verdict == Verdict::met);
  CHECK(verdict(501, 600).verdict == Verdict::missed);
  const auto between = verdict(450, 560);
  CHECK(between.verdict == Verdict::cant_tell);
  CHECK(between.sentence ==
        "p99 of steady is 505 ms, but may lie anywhere from 450 to 560 ms on both sides of the "
        "limit; a longer run knows it better");
}

TEST_CASE("a quantile needs ten requests beyond it") {
  const std::pair<const char*, double> cases[] = {
      {"p50<1s", 20}, {"p95<1s", 200}, {"p99<1s", 1'000}, {"p999<1s", 10'000}};
  for (const auto& [text, needed] : cases) {
    CAPTURE(text);
    Point p = point("p", 1);
    p.latency_ms_p50 = p.latency_ms_p95 = p.latency_ms_p999 = 1;
    p.ok = needed;
    p.shed = 50'000;
    CHECK(verdict(text, p) == Verdict::met);
    p.ok = needed - 1;
    p.failed = 1;  // its latency is another figure
    CHECK(verdict(text, p) == Verdict::cant_tell);
    // Without ok and failed, what was not shed was accepted.
    p.ok = p.failed = {};
    p.requests = 50'000 + needed;
    CHECK(verdict(text, p) == Verdict::met);
    p.requests = 50'000 + needed - 1;
    CHECK(verdict(text, p) == Verdict::cant_tell);
  }
  Point few = point("p", 1);
  few.ok = 3;
  few.latency_ms_max = 5;
  CHECK(verdict("max<1s", few) == Verdict::met);
  CHECK(objective("p99<1s").check(run_of({few})).sentence ==
        "p99 of p rests on 3 requests that ended ok, and needs 1000");
}

TEST_CASE("can't tell is said where nothing can be judged, and stands behind a miss") {
  const ObjectiveResult nothing = objective("p99<1s").check({});
  CHECK(nothing.verdict == Verdict::cant_tell);
  CHECK(nothing.sentence == "p99 was not measured");
  CHECK_FALSE(nothing.measured.has_value());

  Point blank;
  CHECK(verdict("errors<1%", blank) == Verdict::cant_tell);
  // A point without the figure says nothing against the others.
  CHECK(objective("p99<1s").check(run_of({blank, point("b", 5)})).verdict == Verdict::met);

  Point invalid = point("invalid", 5);
  invalid.valid = false;
  CHECK(verdict("p99<1s", invalid) == Verdict::cant_tell);
  CHECK(objective("p99<1s").check(run_of({invalid, point("b", 5)})).verdict == Verdict::cant_tell);
  CHECK(objective("p99<1s").check(run_of({invalid, point("b", 5'000)})).verdict == Verdict::missed);

  Point all_shed = point("p", 5);
  all_shed.ok = 0;
  all_shed.shed = 100'000;
  CHECK(verdict("errors<1%", all_shed) == Verdict::cant_tell);
  CHECK(verdict("shed<1%", all_shed) == Verdict::missed);
}

TEST_CASE("shares say what they count, and latencies whose they are") {
  Point p = point("peak", 44);
  p.requests = 209'000;
  p.shed = 147'000;
  p.ok = 61'690;
  p.failed = 310;
  const RunResult run = run_of({p});
  CHECK(objective("errors<=0%").check(run).sentence ==
        "errors of peak is 0.5 % (310 failed of 62000 accepted)");
  CHECK(objective("shed<=1%").check(run).sentence ==
        "shed of peak is 70.33 % (147000 of 209000 requests)");
  CHECK(objective("p99<500ms").check(run).sentence ==
        "p99 of peak is 44 ms for those that ended ok; 70.33 % were refused");
  p.recovery_s = 2;
  CHECK(objective("recovery<=1s").check(run_of({p})).sentence == "recovery of peak is 2 s");
  CHECK(objective("recovery<=1s").check(run_of({p})).verdict == Verdict::missed);
}

TEST_CASE("what was cut off as a warm-up failed, was shed and was slow all the same") {
  Point cut = point("steady, warm-up", 2'000), rest = point("steady", 40);
  cut.measured = false;
  cut.requests = 1'000;
  cut.ok = 500;
  cut.failed = 300;
  cut.shed = 200;
  cut.latency_ms_max = 2'060;
  rest.latency_ms_max = 62;
  const RunResult run = run_of({cut, rest});
  CHECK(objective("errors<=0%").check(run).verdict == Verdict::missed);
  CHECK(objective("errors<=0%").check(run).sentence ==
        "errors of steady is 0.2976 % (300 failed of 100800 accepted)");
  CHECK(objective("shed<=0%").check(run).verdict == Verdict::missed);
  CHECK(objective("max<1s").check(run).verdict == Verdict::missed);
  CHECK(objective("max<1s").check(run).measured == 2.06);
  CHECK(objective("p99<500ms").check(run).verdict == Verdict::met);
  // What the quantile rests on are the requests that it is of.
  rest.ok = rest.requests = 999;
  CHECK(objective("p99<500ms").check(run_of({cut, rest})).verdict == Verdict::cant_tell);
}

TEST_CASE("where nothing ended well the errors are no fault of a busy machine") {
  Point p = point("steady", 5);
  p.ok = 0;
  p.failed = 400;
  p.valid = false;
  CHECK(verdict("errors<=0%", p) == Verdict::missed);
  CHECK(verdict("p99<1s", p) == Verdict::cant_tell);
  p.ok = 1;
  CHECK(verdict("errors<=0%", p) == Verdict::cant_tell);
}

TEST_CASE("a run without a request says why nothing can be told") {
  Point idle = point("steady", 5);
  idle.requests = idle.ok = 0;
  const ObjectiveResult result = objective("errors<=0%").check(run_of({idle}));
  CHECK(result.verdict == Verdict::cant_tell);
  CHECK(result.sentence == "errors was not measured: there was not a single request");
}

TEST_CASE("blanks around the parts don't matter, and the text stays as written") {
  CHECK(objective("  p99 <= 500 ms\t").text() == "p99 <= 500 ms");
  CHECK(verdict(" p99 <= 5e2 ms ", point("p", 500)) == Verdict::met);
}

TEST_CASE("what is wrong with an objective is told in one line") {
  CHECK(error_of("p98<500ms") ==
        "objective 'p98<500ms': no figure 'p98', did you mean p95?; there are p50, p95, p99, p999, "
        "mean, max, errors, shed, recovery, throughput, growth, first_p99, gap_p99, "
        "units, goodput, and the target's counters");
  CHECK(error_of("trhoughput>=1/s").find("did you mean throughput?") != std::string::npos);
  CHECK(error_of("") ==
        "objective '': no figure ''; there are p50, p95, p99, p999, mean, max, "
        "errors, shed, recovery, throughput, growth, first_p99, gap_p99, units, "
        "goodput, and the target's counters");
  CHECK(error_of("p99=500ms") ==
        "objective 'p99=500ms': p99 must be followed by <, <=, > or >=, not '='");
  CHECK(error_of("p99 500ms").find("must be followed by <, <=, > or >=") != std::string::npos);
  CHECK(error_of("p99=<500ms").find("not '=<'") != std::string::npos);
  CHECK(error_of("p99<500") ==
        "objective 'p99<500': no unit after the number; a limit of p99 ends in ns, us, ms, s");
  CHECK(error_of("p99<5%") ==
        "objective 'p99<5%': unknown unit '%'; a limit of p99 ends in ns, us, ms, s");
  CHECK(error_of("errors<1") ==
        "objective 'errors<1': no unit after the number; a limit of errors ends in %");
  for (const char* text : {"p99<ms", "p99<", "p99<-1ms", "p99<nanms", "p99<infms", "p99<1e999ms"}) {
    CHECK(error_of(text).find("does not start with a number from 0") != std::string::npos);
  }
  CHECK(error_of("p99<5min").find("unknown unit 'min'") != std::string::npos);
  CHECK(error_of("p99<5ms6").find("unknown unit 'ms6'") != std::string::npos);
  CHECK(error_of(std::string(10'000, '\n')).size() < 300);
}

TEST_CASE("an upper limit says what it demands of single requests") {
  using Kind = Objective::RequestLimit::Kind;
  const auto limit = [](const char* text) { return Objective::parse(text)->request_limit(); };
  CHECK(limit("p99<=50ms")->kind == Kind::quantile);
  CHECK(limit("p99<=50ms")->fraction == 0.99);
  CHECK(limit("p99<=50ms")->limit == 50e6);
  CHECK(limit("p50<290us")->limit == doctest::Approx(290e3));
  CHECK(limit("mean<2s")->kind == Kind::mean);
  CHECK(limit("mean<2s")->limit == 2e9);
  CHECK(limit("errors<=0.1%")->kind == Kind::errors);
  CHECK(limit("errors<=0.1%")->limit == doctest::Approx(0.001));
  CHECK(limit("shed<1%")->kind == Kind::shed);
  CHECK_FALSE(limit("max<2s"));           // of all requests, not of each
  CHECK_FALSE(limit("throughput>=1/s"));  // likewise
  CHECK_FALSE(limit("recovery<=1s"));     // of a burst
  CHECK_FALSE(limit("p99>=1ms"));
}

}  // namespace objective_test
