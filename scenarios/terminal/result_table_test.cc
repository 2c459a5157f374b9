#include "scenarios/terminal/result_table.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <sstream>

#include "scenarios/terminal/terminal_text.h"

namespace result_table_test {

using harness::result::CheckState;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::Verdict;
using scenarios::columns_of;
using scenarios::result_text;
using scenarios::Terminal;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string text_of(const RunResult& run, const Terminal& terminal = {}) {
  return result_text(run, "x", terminal);
}

/// Without the two paths at the end, which are as long as they are.
void check_width(const std::string& text, std::size_t width = 100) {
  std::istringstream lines(text.substr(0, text.rfind("files: ")));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(columns_of(line) <= width);
  }
}

Point point_named(const std::string& step, const std::string& phase) {
  Point point;
  point.step = step;
  point.phase = phase;
  point.requests = 1000;
  point.ok = 990;
  point.failed = 0;
  point.shed = 10;
  point.offered_per_s = 500;
  point.achieved_per_s = 495;
  point.latency_ms_p50 = 1.5;
  point.latency_ms_p95 = 12;
  point.latency_ms_p99 = 0.025;
  point.cpu_cores = 0.5;
  point.rss_mib_peak = 64;
  return point;
}

RunResult load() {
  RunResult run;
  run.scenario = "steady";
  run.question = "Does it hold?";
  run.view = harness::result::load_view();
  run.points = {point_named("load", "warm-up"), point_named("load", "steady")};
  run.points[0].measured = false;
  run.checks = {{"enough requests", CheckState::passed, {}, {}, "there were 1000"}};
  return run;
}

/// Long names from outside, and any figure at all.
RunResult strange(const std::string& kind, unsigned seed) {
  std::mt19937 random(seed);
  const std::vector<Figure> figures{0,     -1,   1.005, 999.999, 12345,        1e9, 1e15,
                                    1e300, -1e9, 1e-12, {},      std::nan(""), 3e5};
  const auto any = [&] { return figures[random() % figures.size()]; };
  RunResult run = load();
  run.view = harness::result::view_of_kind(kind);
  run.scenario = std::string(120, 's');
  run.question = std::string(150, '?') + " \u6587\u4ef6";
  run.findings = {"\u6587\u4ef6\u6587\u4ef6" + std::string(300, 'f')};
  run.warnings = {std::string(99, 'w') + " " + std::string(101, 'w')};
  run.checks.push_back(
      {"outputs verified", CheckState::failed, {}, {}, "a\nb\033[2J " + std::string(200, 'c')});
  run.objectives = {{std::string(150, 'o'), "000.S", "", "", Verdict::missed, {}, "by far"}};
  for (int i = 0; i < 4; ++i) {
    Point point = point_named(std::string(random() % 60, 'n') + "\u6587", "phase \u00e9");
    for (Figure Point::*figure :
         {&Point::offered_per_s, &Point::achieved_per_s, &Point::latency_ms_p50,
          &Point::latency_ms_p95, &Point::latency_ms_p99, &Point::cpu_cores, &Point::rss_mib_peak,
          &Point::shed, &Point::failed, &Point::cache_hits, &Point::cache_hit_ratio,
          &Point::speedup, &Point::efficiency, &Point::lag_ms_p50, &Point::lag_ms_p99,
          &Point::achieved_per_s_low, &Point::achieved_per_s_high, &Point::latency_ms_p99_low,
          &Point::latency_ms_p99_high}) {
      point.*figure = any();
    }
    point.valid = random() % 2 == 0;
    run.points.push_back(point);
    run.estimates.push_back({std::string(random() % 130, 'e'), any(), any(), any(), "\u6587", ""});
  }
  return run;
}

}  // namespace

TEST_CASE("a run's measured points stand in a table, the others don't") {
  const std::string text = result_text(load(), "results/runs/x", {});
  CHECK(contains(text, "steady: Does it hold?\n"));
  CHECK(contains(
      text,
      "  phase   offered  achieved     P50    P95    P99  cores     RSS      shed  failed\n"
      "  steady    500/s     495/s  1.5 ms  12 ms  25 \u00b5s    0.5  64 MiB  10 (1 %)       0\n"));
  CHECK_FALSE(contains(text, "warm-up"));
  CHECK(contains(text, "validity: valid, 1 of 1 passed\n"));
  CHECK(contains(text, "files: results/runs/x\npage:  results/runs/x/report.html\n"));
  CHECK(
      contains(result_text(load(), "results/runs/x", {}, false),
               "files: results/runs/x\npage:  none yet; ./prony report results/runs/x makes it\n"));
  CHECK_FALSE(contains(text, "\033"));
}

TEST_CASE("a column stands only where there is something to say") {
  RunResult run = load();
  run.view = harness::result::sweep_view();
  CHECK_FALSE(contains(text_of(run), "offered"));
  CHECK_FALSE(contains(text_of(run), "hits"));
  CHECK_FALSE(contains(text_of(run), "speed-up"));
  run.points[1].cache_hits = 5;
  run.points[1].cache_hit_ratio = 0.615;
  run.points[1].speedup = 1.87;
  run.points[1].efficiency = 0.935;
  const std::string text = text_of(run);
  CHECK(contains(text, "61.5 %"));
  CHECK(contains(text, "1.87x"));
  CHECK(contains(text, "93.5 %"));
}

TEST_CASE("classes of requests stand in a table of their own, where there are some") {
  RunResult run = load();
  CHECK_FALSE(contains(text_of(run), "class"));
  for (const char* name : {"read", "write"}) {
    harness::result::ClassRow row;
    row.step = run.points[1].step;
    row.phase = run.points[1].phase;
    row.class_name = name;
    row.requests = 100;
    row.latency_ms_p99 = 12;
    run.classes.push_back(row);
  }
  const std::string text = text_of(run);
  CHECK(contains(text, "class  requests    P99\n"));
  CHECK(contains(text, "read        100  12 ms\n"));
  CHECK_FALSE(contains(text, "first"));
}

TEST_CASE("what makes a run doubtful can't be overlooked") {
  RunResult run = load();
  run.cut_short = true;
  run.checks.push_back({"steal", CheckState::failed, {}, {}, "the CPU was taken away"});
  run.checks.push_back({"lag", CheckState::warned, {}, {}, "it was late at times"});
  run.warnings = {"The machine is busy."};
  run.objectives = {{"p99<500ms", "000.S", "", "", Verdict::missed, {}, "600 ms"},
                    {"errors<=0%", "000.S", "", "", Verdict::met, {}, "0 %"},
                    {"p50<5ms", "", "", "", Verdict::cant_tell, {}, "too few"}};
  const std::string text = text_of(run);
  for (const char* part :
       {"CUT SHORT", "validity: INVALID, 1 of 3 passed", "  failed   steal\n",
        "  warning  lag: it was late at times\n", "  warning  The machine is busy.\n",
        "  MISSED      p99<500ms (V2 report): 600 ms\n",
        "  met         errors<=0% (V2 report): 0 %\n", "where: scenarios/CLAIMS.md\n",
        "  can't tell  p50<5ms"}) {
    CAPTURE(part);
    CHECK(contains(text, part));
  }
}

TEST_CASE("an invalid run says so before its first figure") {
  RunResult run = load();
  run.findings = {"It holds."};
  run.checks.push_back({"steal", CheckState::failed, {}, {}, "the CPU was taken away"});
  run.points[1].valid = false;
  const std::string text = text_of(run);
  CHECK(
      text.find("INVALID: the figures below can't be trusted\n  steal: the CPU was taken away\n") <
      text.find("It holds."));
  CHECK(contains(text, "  steady, INVALID    500/s"));
}

TEST_CASE("throughput and P99 have their intervals beside them, explained once") {
  RunResult run = load();
  CHECK_FALSE(contains(text_of(run), "95 %"));
  Point& steady = run.points[1];
  steady.achieved_per_s_low = 491;
  steady.achieved_per_s_high = 499;
  steady.latency_ms_p99_low = 0.0231;
  steady.latency_ms_p99_high = 0.0282;
  run.points.push_back(steady);
  run.points[2].phase = "peak";
  run.points[2].latency_ms_p99_low.reset();
  CHECK(contains(text_of(run),
                 "  phase   offered  achieved        P50    P95    P99            cores     RSS  "
                 "    shed  failed\n"
                 "  steady    500/s     495/s \u00b14  1.5 ms  12 ms  25 \u00b5s 23.1\u201328.2"
                 "    0.5  64 MiB  10 (1 %)       0\n"
                 "  peak      500/s     495/s \u00b14  1.5 ms  12 ms  25 \u00b5s            "
                 "  0.5  64 MiB  10 (1 %)       0\n"
                 "  Beside achieved and P99: 95 % intervals, which allow for autocorrelation "
                 "within the run.\n"));
  // A footnote speaks of what stands above it.
  const std::string narrow = text_of(run, {.width = 72});
  CHECK_FALSE(contains(narrow, "\u00b14"));
  CHECK(contains(narrow, "23.1\u201328.2"));
  CHECK(contains(narrow, "Beside P99: 95 % intervals"));
  CHECK_FALSE(contains(text_of(run, {.width = 60}), "95 %"));
}

TEST_CASE("what was worked out from the points stands below them") {
  RunResult run = load();
  run.view = harness::result::search_view();
  run.estimates = {{"highest rate", 7716.0, 7605.0, 7810.0, "/s", ""},
                   {"knee", 6400.0, {}, {}, "/s", ""}};
  CHECK(contains(text_of(run),
                 "\n  highest rate: 7.72k/s (95 % interval 7.61k \u2013 7.81k)\n  knee: 6.4k/s\n"));
}

TEST_CASE("a capacity that was given is not said to have been measured") {
  RunResult run = load();
  run.capacity_per_s = 500;
  CHECK(contains(text_of(run), "  capacity measured just before: 500/s\n"));
  run.parameters = {{std::string(harness::result::given_capacity), "results/runs/c"}};
  const std::string text = text_of(run);
  CHECK(contains(text, "  capacity as given (--capacity results/runs/c): 500/s\n"));
  CHECK_FALSE(contains(text, "measured just before"));
}

TEST_CASE("what was shed and failed in a warm-up that was cut off is in its phase's row") {
  RunResult run = load();
  run.points[0].phase = "steady, warm-up";
  run.points[0].shed = 40;
  run.points[0].failed = 3;
  CHECK(contains(text_of(run), "50 (2.5 %)  3 (0.151 %)\n"));
}

TEST_CASE("an estimate that could not be made says why") {
  RunResult run = load();
  run.estimates = {{"memory growth, v1", {}, {}, {}, "MiB/h", "too short to tell"}};
  CHECK(contains(text_of(run), "  memory growth, v1: too short to tell\n"));
}

TEST_CASE("colours change how it looks and nothing else") {
  RunResult run = load();
  run.checks.push_back({"steal", CheckState::failed, {}, {}, std::string(80, 'x') + " y z"});
  std::string coloured = text_of(run, {.colour = true});
  CHECK(contains(coloured, "\033[1;37;41mINVALID\033[0m: the figures below"));
  for (std::size_t at = coloured.find("\033["); at != coloured.npos; at = coloured.find("\033[")) {
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  }
  CHECK(coloured == text_of(run));
}

TEST_CASE("no line is wider than the terminal, whatever the figures and the names") {
  for (const std::string kind : {"load", "sweep", "overhead", "capacity"}) {
    for (const std::size_t width : {40, 60, 80, 100}) {
      for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(kind);
        CAPTURE(width);
        CAPTURE(seed);
        const RunResult run = strange(kind, seed);
        check_width(text_of(run, {.width = width}), width);
        check_width(text_of(run, {.width = width, .colour = true}), width);
      }
    }
  }
}

TEST_CASE("claims are told by who made them, in every sentence") {
  RunResult run = load();
  run.findings = {"000.8 claims 1.2 s saved a hit."};
  const std::string text = text_of(run);
  CHECK(contains(text, "The V2 report claims 1.2 s saved a hit."));
  CHECK_FALSE(contains(text, "000."));
}

TEST_CASE("why requests failed stands below the points") {
  RunResult run = load();
  run.failures = {{"load", "steady", "malformed", 390, "bad.pdf"},
                  {"load", "steady", "out of memory", 3, ""}};
  CHECK(contains(text_of(run), "\n  393 failed: 390 malformed (bad.pdf), 3 out of memory\n"));
}

TEST_CASE("what comes from outside can't command the terminal") {
  CHECK_FALSE(contains(text_of(strange("load", 1)), "\033"));
}

TEST_CASE("a run without points is told, too") {
  RunResult run = load();
  run.points.clear();
  check_width(text_of(run));
}

}  // namespace result_table_test
