#include <doctest/doctest.h>

#include "scenarios/inference/findings.h"

namespace inference_findings_test {

using harness::result::Point;
using harness::result::RunResult;
using scenarios::inference::change_in_words;

namespace {

Point point_of(const std::string& step, const std::string& setting, double x, double per_s) {
  Point point;
  point.step = step;
  point.phase = "measured";
  point.setting = setting;
  point.x = x;
  point.requests = point.ok = 1000;
  point.achieved_per_s = per_s;
  point.achieved_per_s_low = per_s * 0.99;
  point.achieved_per_s_high = per_s * 1.01;
  point.latency_ms_p50 = 1000 * x / per_s;
  return point;
}

bool has(const std::vector<std::string>& findings, std::string_view part) {
  for (const std::string& finding : findings) {
    if (finding.find(part) != finding.npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a change allows for the intervals of both figures") {
  CHECK(change_in_words({100.0, 95.0, 105.0}, {125.0, 120.0, 130.0}) == "+25 % (+14 to +37 %)");
  CHECK(change_in_words({100.0, {}, {}}, {50.0, {}, {}}) == "-50 %");
  CHECK(change_in_words({{}, {}, {}}, {50.0, {}, {}}) == "\u2013");
}

TEST_CASE("connections that bring no more are told, and the source's figures stand beside") {
  RunResult result;
  result.points = {point_of("1 connection", "1", 1, 100), point_of("5 connections", "5", 5, 480),
                   point_of("10 connections", "10", 10, 600),
                   point_of("20 connections", "20", 20, 610)};
  scenarios::inference::conclude_connections(result);
  CHECK(has(result.findings, "Saturated at 10 connections with 600/s"));
  CHECK(has(result.findings, "Linear, to 90 %, up to 5 connections."));
  REQUIRE(result.tables.size() == 1);
  CHECK(result.tables[0].rows[1].cells[1] == "950/s");
  CHECK(result.tables[0].rows[1].cells[3] == "96 %");
}

TEST_CASE("windows are compared with a batch at once, schedulers with one after the other") {
  RunResult windows;
  for (const auto& [setting, x, per_s] :
       {std::tuple{"at once", 0.0, 100.0}, {"10 ms", 10.0, 80.0}}) {
    windows.points.push_back(point_of(std::string(setting) + ", 1 client", setting, x, per_s));
    windows.points.back().series = "1 client";
  }
  scenarios::inference::conclude_windows(windows);
  CHECK(has(windows.findings,
            "A window of 10 ms with 1 client, against a batch at once: requests/s -20 %"));
  RunResult schedulers;
  for (const auto& [series, per_s] : {std::pair{"serial", 20.0}, {"continuous", 60.0}}) {
    schedulers.points.push_back(point_of(std::string(series) + ", 20 clients", "20", 20, per_s));
    schedulers.points.back().series = series;
  }
  scenarios::inference::conclude_schedulers(schedulers);
  CHECK(has(schedulers.findings, "continuous against serial, 20 clients: requests/s +200 %"));
}

TEST_CASE("answers that were mixed up are counted by their reasons") {
  RunResult result;
  result.points = {point_of("no faults", "", 0, 100)};
  result.failures = {
      {.step = "x", .phase = "y", .reason = "answer of another prompt", .count = 2, .example = {}},
      {.step = "x", .phase = "y", .reason = "error in the stream", .count = 9, .example = {}}};
  scenarios::inference::conclude_faults(result);
  CHECK(result.findings.front() ==
        "2 of 1000 answers were not those of their own requests, by id and text.");
}

}  // namespace inference_findings_test
