#include "harness/gate/files/verdict_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include "harness/gate/files/sample/sample_gates.h"
#include "harness/gate/files/verdict_words.h"
#include "harness/result/sample/described_in_readme.h"

namespace verdict_json_test {

using namespace harness::gate;
using namespace harness::gate::files;
using namespace harness::gate::sample;
using Json = nlohmann::ordered_json;

namespace {

std::string error_of(const std::string& text) {
  const auto read = read_verdict_json(text, "verdict.json");
  REQUIRE_FALSE(read.has_value());
  return read.error().message;
}

/// The error of a gate's verdict.json after a change.
template <class Change>
std::string error_after(const Change& change) {
  Json json = Json::parse(write_verdict_json(failed_gate()));
  change(json);
  return error_of(json.dump());
}

std::vector<std::string> names_of(const Json& json) {
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  return names;
}

std::vector<std::string> described(const std::string& heading) {
  return harness::result::sample::described_in_readme(PRONY_SOURCE_DIR "/results/README.md",
                                                      heading);
}

}  // namespace

TEST_CASE("a script finds the outcome, the exit code and each metric's verdict") {
  const Json json = Json::parse(write_verdict_json(failed_gate()));
  CHECK(json["outcome"] == "failed");
  CHECK(json["exit_code"] == 1);
  CHECK(json["confirmation"] == "confirmed");
  bool found = false;
  for (const Json& metric : json["metrics"]) {
    if (metric["name"] != "latency_ms_p50") continue;
    found = true;
    CHECK(metric["verdict"] == "regressed");
    CHECK(metric["ratio"] > 1.03);
    CHECK(metric["interval_low"] < metric["ratio"]);
    CHECK(metric["interval_high"] > metric["ratio"]);
  }
  CHECK(found);
}

TEST_CASE("a corrupted verdict.json is told with its line or its place") {
  CHECK(error_of("{\n\"schema\": 1,\n}") ==
        "verdict.json line 3: not JSON, so the file was cut short or edited");
  CHECK(error_of("[]") == "verdict.json: the whole is not an object");
  CHECK(error_of("{}") == "verdict.json: schema is missing");
  CHECK(error_of("{\"schema\": 2}") ==
        "verdict.json: written in version 2 of the schema; this program reads 1");
  CHECK(error_after([](Json& json) { json["outcome"] = "won"; }) ==
        "verdict.json: outcome is 'won', which means nothing there");
  CHECK(error_after([](Json& json) { json["exit_code"] = 0; }) ==
        "verdict.json: exit_code contradicts the outcome");
  CHECK(error_after([](Json& json) { json["metrics"][1]["name"] = "p98"; }) ==
        "verdict.json: metrics[1].name is of no metric of the plan");
  CHECK(error_after([](Json& json) { json["metrics"][1]["ratio"] = "much"; }) ==
        "verdict.json: metrics[1].ratio is not a number");
  CHECK(error_after([](Json& json) { json["metrics"][1]["interval_low"] = nullptr; }) ==
        "verdict.json: metrics[1].interval_low and interval_high are no interval");
  CHECK(error_after([](Json& json) { json["plan"]["metrics"][0]["quantile"] = 1.5; }) ==
        "verdict.json: plan.metrics[0].quantile is not from 0 to below 1");
  CHECK(error_after([](Json& json) { json["plan"]["metrics"][0]["name"] = "latency_ms_p50"; }) ==
        "verdict.json: plan.metrics has two of one name");
  CHECK(error_after([](Json& json) { json.erase("rows"); }) == "verdict.json: rows is missing");
}

TEST_CASE("the exit code is of metrics and objectives, unless the gate is advisory") {
  GateResult gate = passed_gate();
  CHECK(exit_code(gate) == 0);
  gate.objectives.resize(1);
  gate.objectives[0].verdict = harness::result::Verdict::cant_tell;
  CHECK(exit_code(gate) == 3);
  gate.objectives[0].verdict = harness::result::Verdict::missed;
  CHECK(exit_code(gate) == 1);
  gate.advisory = "the machines differ";
  CHECK(exit_code(gate) == 0);
  CHECK(exit_code(failed_gate()) == 1);
  CHECK(exit_code(inconclusive_gate()) == 3);
  GateResult invalid = invalid_gate();
  invalid.advisory = "the machines differ";
  CHECK(exit_code(invalid) == 4);
}

TEST_CASE("each word has one meaning, and the words are those of the sentences") {
  for (const auto& [word, kind] : kind_words) CHECK(word == to_string(kind));
  for (const auto& [word, outcome] : outcome_words) CHECK(word == to_string(outcome));
  for (const auto& [word, confirmation] : confirmation_words)
    CHECK(word == to_string(confirmation));
}

TEST_CASE("results/README.md describes every name of verdict.json") {
  const Json json = Json::parse(write_verdict_json(failed_gate()));
  CHECK(described("verdict.json") == names_of(json));
  CHECK(described("A metric in verdict.json") == names_of(json["metrics"][0]));
  CHECK(described("The plan in verdict.json") == names_of(json["plan"]));
  CHECK(described("A metric of the plan") == names_of(json["plan"]["metrics"][0]));
}

}  // namespace verdict_json_test
