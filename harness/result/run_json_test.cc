#include "harness/result/run_json.h"

#include <doctest/doctest.h>

#include "harness/result/sample/random_result.h"

namespace run_json_test {

using namespace harness::result;
using namespace harness::result::sample;

namespace {

std::string error_of(std::string_view text) {
  const auto run = read_run_json(text, "run.json");
  REQUIRE_FALSE(run.has_value());
  return run.error().message;
}

RunResult small_run() {
  RunResult run;
  run.scenario = "steady";
  run.seed = 18'446'744'073'709'551'615ULL;
  run.parameters = {
      {"workers", "4"}, {"batch size", "50"}, {"a", "last, though first in the alphabet"}};
  run.findings = {"best batch size: 50"};
  run.checks = {{.name = "lag",
                 .state = CheckState::warned,
                 .figure = 0.5,
                 .limit = 1.0,
                 .sentence = "the generator \"was\" late"}};
  run.objectives = {{.objective = "p99<500ms",
                     .source = "000.S",
                     .step = "s",
                     .phase = "p",
                     .verdict = Verdict::missed,
                     .measured = 612.5,
                     .sentence = "too slow"}};
  return run;
}

}  // namespace

TEST_CASE("run.json reads back equal, member by member") {
  RandomResult random(5);
  for (int i = 0; i < 200; ++i) {
    const RunResult written = random.run();
    const auto read = read_run_json(write_run_json(written), "run.json");
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
    const RunResult& run = read->result;
    CHECK(run.schema == written.schema);
    CHECK(run.scenario == written.scenario);
    CHECK(run.question == written.question);
    CHECK(run.form == written.form);
    CHECK(run.view == written.view);
    CHECK(run.subject == written.subject);
    CHECK(run.subject_source == written.subject_source);
    CHECK(run.items == written.items);
    CHECK(run.started_utc == written.started_utc);
    CHECK(run.duration_s == written.duration_s);
    CHECK(run.command == written.command);
    CHECK(run.seed == written.seed);
    CHECK(run.cut_short == written.cut_short);
    CHECK(run.capacity_per_s == written.capacity_per_s);
    CHECK(run.reference_workload_before_ms == written.reference_workload_before_ms);
    CHECK(run.reference_workload_after_ms == written.reference_workload_after_ms);
    CHECK(run.parameters == written.parameters);
    CHECK(run.environment == written.environment);
    CHECK(run.warnings == written.warnings);
    CHECK(run.findings == written.findings);
    CHECK(run.checks == written.checks);
    CHECK(run.objectives == written.objectives);
    CHECK(read->rows.points == written.points.size());
    CHECK(read->rows.distributions == written.distributions.size());
  }
}

TEST_CASE("run.json keeps the order in which a person wants to read it") {
  const std::string json = write_run_json(small_run());
  CHECK(json.find("\"schema\": 1") < json.find("\"scenario\": \"steady\""));
  CHECK(json.find("\"workers\": \"4\"") < json.find("\"batch size\": \"50\""));
  CHECK(json.find("\"batch size\": \"50\"") < json.find("\"a\": \"last"));
  CHECK(json.find("\"seed\": 18446744073709551615") != json.npos);
  CHECK(json.find("\"state\": \"warned\"") != json.npos);
  CHECK(json.find("\"verdict\": \"missed\"") != json.npos);
  CHECK(json.find("\"capacity_per_s\": null") != json.npos);
  CHECK(json.ends_with("}\n"));
}

TEST_CASE("run.json tells the commonest reasons of failures, so many that it stays readable") {
  RunResult run;
  run.scenario = "steady";
  for (std::uint64_t i = 0; i < 3000; ++i) run.failures.push_back({"load", "steady", "r", i, "a"});
  const std::string text = write_run_json(run);
  CHECK(text.find("\"count\": 2999") < text.find("\"count\": 2998"));
  CHECK(text.find("\"count\": 2899") == text.npos);
  CHECK(text.find("\"failures.csv\": 3000") != text.npos);
  CHECK(read_run_json(text, "run.json").has_value());
}

TEST_CASE("bytes that are not UTF-8 are replaced, and the rest is kept") {
  RunResult run = small_run();
  run.question =
      "a\xff"
      "b";
  const auto read = read_run_json(write_run_json(run), "run.json");
  REQUIRE(read.has_value());
  CHECK(read->result.question ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("unknown names are passed over and missing ones are as in a fresh result") {
  const auto read = read_run_json(
      R"({"schema": 1, "new": {"deep": [1, {}]}, "scenario": "burst", "checks": [{"colour": 1}]})",
      "run.json");
  REQUIRE(read.has_value());
  CHECK(read->result.scenario == "burst");
  CHECK(read->result.checks == std::vector<Check>{Check{}});
  CHECK_FALSE(read->rows.points.has_value());
}

TEST_CASE("what is wrong is told with the line or the place") {
  CHECK(error_of("") == "run.json line 1: not JSON, so the file was cut short or edited");
  CHECK(error_of("{\n\"schema\": 1,\n,}") ==
        "run.json line 3: not JSON, so the file was cut short or edited");
  CHECK(error_of("[1]") == "run.json: the whole is not an object");
  CHECK(error_of("{}") == "run.json: schema is missing");
  CHECK(error_of(R"({"schema": 1})") == "run.json: scenario is missing");
  CHECK(error_of(R"({"schema": 2, "scenario": "s", "seed": []})") ==
        "run.json: written in version 2 of the schema; this program reads 1");
  CHECK(error_of(R"({"schema": 99999999999})") ==
        "run.json: schema is 99999999999, which is too large");
  const auto with = [](const std::string& field) {
    return error_of(R"({"schema": 1, "scenario": "s", )" + field + "}");
  };
  CHECK(with(R"("question": 1)") == "run.json: question is not a text");
  CHECK(with(R"("seed": -1)") == "run.json: seed is not a whole number from 0");
  CHECK(with(R"("duration_s": null)") == "run.json: duration_s is not a number");
  CHECK(with(R"("cut_short": 0)") == "run.json: cut_short is not true or false");
  CHECK(with(R"("warnings": {})") == "run.json: warnings is not a list");
  CHECK(with(R"("warnings": ["a", 2])") == "run.json: warnings[1] is not a text");
  CHECK(with(R"("parameters": {"a": 2})") == "run.json: parameters.'a' is not a text");
  CHECK(with(R"("checks": [{}, {"state": "fine"}])") ==
        "run.json: checks[1].state is 'fine', which means nothing there");
  CHECK(with(R"("checks": [{}, 7])") == "run.json: checks[1] is not an object");
  CHECK(with(R"("objectives": [{"measured": "1"}])") ==
        "run.json: objectives[0].measured is not a number");
  CHECK(with(R"("rows": {"summary.csv": 1.5})") ==
        "run.json: rows.summary.csv is not a whole number from 0");
  CHECK(with(R"("capacity_per_s": 1e999)") == "run.json: a number that is too large for a double");
}

TEST_CASE("a run.json that calls itself valid against its checks is refused") {
  CHECK(error_of(R"({"schema": 1, "scenario": "s", "valid": true,
                     "checks": [{"name": "lag", "state": "failed"}]})") ==
        "run.json: valid contradicts the checks");
}

TEST_CASE("any cut of run.json is an error") {
  const std::string json = write_run_json(small_run());
  // The last two bytes are the closing brace and the line's end.
  for (std::size_t size = 0; size < json.size() - 1; ++size) {
    CHECK_FALSE(read_run_json(std::string_view(json).substr(0, size), "run.json").has_value());
  }
}

TEST_CASE("deep nesting and masses of names are refused, not suffered") {
  CHECK_FALSE(read_run_json(std::string(1'000'000, '['), "run.json").has_value());
  std::string names = R"({"schema": 1, "scenario": "s")";
  for (int i = 0; i < 20'000; ++i) names += ",\"" + std::to_string(i) + "\":0";
  CHECK(error_of(names + "}") == "run.json: more than 10000 names");
}

}  // namespace run_json_test
