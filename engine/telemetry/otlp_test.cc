// The messages, field by field, as OpenTelemetry's protocol has them in JSON.
#include "engine/telemetry/otlp.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace otlp_test {

using namespace std::chrono_literals;
using engine::telemetry::DocumentSpans;
using engine::telemetry::Durations;
using engine::telemetry::Ended;
using engine::telemetry::Origin;
using engine::telemetry::Outcome;
using engine::telemetry::Time;
using engine::telemetry::Totals;
using nlohmann::json;

namespace {

constexpr std::string_view stages[] = {"read", "parse", "finish"};
const Origin origin{stages, 1'700'000'001'000'000'000};

DocumentSpans document() {
  return {.trace_high = 0x1,
          .trace_low = 0xabc,
          .first_span = 0xdef,
          .id = "a/b.txt",
          .outcome = Outcome::ok,
          .reason = {},
          .bytes = 9'007'199'254'740'993,  // more than a double holds
          .from_cache = true,
          .started = Time{} + 2s,
          .finished = Time{} + 3s,
          .ended_unix_ns = 1'700'000'003'000'000'000,
          .stages = {100ms, -1ns, 300ms}};
}

/// The value of an attribute; its kind is the key of the object that it is in.
json attribute(const json& attributes, std::string_view key) {
  for (const json& one : attributes) {
    if (one.at("key") == key) return one.at("value");
  }
  return nullptr;
}

json metric(const json& message, std::string_view name) {
  for (const json& one : message["resourceMetrics"][0]["scopeMetrics"][0]["metrics"]) {
    if (one.at("name") == name) return one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a document is a span, and each stage that ran one below it") {
  const std::vector<DocumentSpans> documents{document()};
  const std::string line = trace_request(documents, origin);
  CHECK(line.find('\n') == line.npos);
  const json message = json::parse(line);
  const json& resource = message.at("resourceSpans").at(0);
  CHECK(attribute(resource["resource"]["attributes"], "service.name") ==
        json{{"stringValue", "prony"}});
  CHECK(resource["scopeSpans"][0]["scope"]["name"] == "engine");
  const json& spans = resource["scopeSpans"][0]["spans"];
  REQUIRE(spans.size() == 3);

  const json& whole = spans[0];
  CHECK(whole["traceId"] == "00000000000000010000000000000abc");
  CHECK(whole["spanId"] == "0000000000000def");
  CHECK_FALSE(whole.contains("parentSpanId"));
  CHECK(whole["name"] == "document");
  CHECK(whole["kind"] == 1);
  CHECK(whole["startTimeUnixNano"] == "1700000002000000000");
  CHECK(whole["endTimeUnixNano"] == "1700000003000000000");
  CHECK(attribute(whole["attributes"], "document.id") == json{{"stringValue", "a/b.txt"}});
  CHECK(attribute(whole["attributes"], "document.bytes") == json{{"intValue", "9007199254740993"}});
  CHECK(attribute(whole["attributes"], "document.from_cache") == json{{"boolValue", true}});
  CHECK_FALSE(whole.contains("status"));

  CHECK(spans[1]["name"] == "read");
  CHECK(spans[1]["parentSpanId"] == "0000000000000def");
  CHECK(spans[1]["traceId"] == whole["traceId"]);
  CHECK(spans[1]["startTimeUnixNano"] == "1700000002000000000");
  CHECK(spans[1]["endTimeUnixNano"] == "1700000002100000000");
  CHECK(spans[2]["name"] == "finish");  // ends when the document does
  CHECK(spans[2]["startTimeUnixNano"] == "1700000002700000000");
  CHECK(spans[2]["endTimeUnixNano"] == "1700000003000000000");
  CHECK(spans[1]["spanId"] != spans[2]["spanId"]);
  CHECK(spans[1]["spanId"].get<std::string>().size() == 16);
}

TEST_CASE("a document that failed says why, and any bytes may be its id") {
  DocumentSpans failed = document();
  failed.outcome = Outcome::failed;
  failed.reason = "malformed";
  failed.id = "\xFF\"\n";
  const json message = json::parse(trace_request(std::vector{failed}, origin));
  const json& whole = message["resourceSpans"][0]["scopeSpans"][0]["spans"][0];
  CHECK(whole["status"] == json{{"code", 2}, {"message", "malformed"}});
  CHECK(attribute(whole["attributes"], "error.type") == json{{"stringValue", "malformed"}});
  CHECK(attribute(whole["attributes"], "document.id") == json{{"stringValue", "\xEF\xBF\xBD\"\n"}});
}

TEST_CASE("metrics are sums, histograms and a gauge since the engine was made") {
  Totals totals(3);
  const std::vector<engine::telemetry::Duration> took{3us, -1ns, 2ms};
  totals.add({.id = "a",
              .from_cache = true,
              .started = Time{} + 2s,
              .finished = Time{} + 2s + 5ms,
              .stages = took});
  totals.add({.id = "b",
              .outcome = Outcome::failed,
              .started = Time{} + 2s,
              .finished = Time{} + 42s,
              .stages = took});
  totals.add({.id = "c", .outcome = Outcome::shed, .started = {}, .finished = {}, .stages = {}});
  const json message = json::parse(metrics_request(totals, 7, 1'700'000'060'000'000'000, origin));

  const json documents = metric(message, "engine.documents")["sum"];
  CHECK(documents["aggregationTemporality"] == 2);
  CHECK(documents["isMonotonic"] == true);
  REQUIRE(documents["dataPoints"].size() == 3);
  for (const json& point : documents["dataPoints"]) {
    CHECK(point["asInt"] == "1");
    CHECK(point["startTimeUnixNano"] == "1700000001000000000");
    CHECK(point["timeUnixNano"] == "1700000060000000000");
  }
  CHECK(attribute(documents["dataPoints"][1]["attributes"], "outcome") ==
        json{{"stringValue", "failed"}});
  CHECK(metric(message, "engine.documents.from_cache")["sum"]["dataPoints"][0]["asInt"] == "1");
  CHECK(metric(message, "engine.queue.depth")["gauge"]["dataPoints"][0]["asInt"] == "7");

  const json durations = metric(message, "engine.document.duration");
  CHECK(durations["unit"] == "s");
  const json& point = durations["histogram"]["dataPoints"][0];
  CHECK(point["count"] == "2");  // a shed one took no time
  CHECK(point["sum"].get<double>() == doctest::Approx(40.005));
  REQUIRE(point["explicitBounds"].size() == Durations::bounds);
  REQUIRE(point["bucketCounts"].size() == Durations::bounds + 1);
  CHECK(point["explicitBounds"][0] == 1e-6);
  CHECK(point["explicitBounds"][13] == 0.008192);
  CHECK(point["bucketCounts"][13] == "1");  // 5 ms
  CHECK(point["bucketCounts"][Durations::bounds] == "1");

  const json stage_points = metric(message, "engine.stage.duration")["histogram"]["dataPoints"];
  REQUIRE(stage_points.size() == 3);
  CHECK(attribute(stage_points[2]["attributes"], "stage") == json{{"stringValue", "finish"}});
  CHECK(stage_points[0]["count"] == "2");
  CHECK(stage_points[0]["sum"].get<double>() == doctest::Approx(6e-6));
  CHECK(stage_points[1]["count"] == "0");
}

}  // namespace otlp_test
