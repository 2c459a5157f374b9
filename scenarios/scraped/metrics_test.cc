#include "scenarios/scraped/metrics.h"

#include <doctest/doctest.h>

#include "scenarios/scraped/series.h"

namespace scenarios::scraped::metrics_test {

harness::CounterValue value(const std::string& text, const std::string& from) {
  const auto values = read_metrics(text, {{.info = {.name = "x"}, .from = from}});
  if (!values) FAIL(values.error().message);
  return values->front();
}

const std::string prometheus =
    "# HELP http_requests_total So many.\n"
    "# TYPE http_requests_total counter\n"
    "http_requests_total{method=\"post\",code=\"200\"} 1027 1395066363000\r\n"
    "http_requests_total{method=\"get\", code=\"200\",} 3\n"
    "http_requests_total{method=\"get\",code=\"400\"} 0.5\n"
    "\n"
    "heap_bytes 1.458255915e9\n"
    "escaped{path=\"C:\\\\DIR\\n\\\"x\\\"}\"} +2\n"
    "never NaN\n"
    "wide{le=\"+Inf\"} +Inf\n";

TEST_CASE("Prometheus's text: a metric is the sum of its series, or of those with some labels") {
  CHECK(value(prometheus, "http_requests_total") == 1030.5);
  CHECK(value(prometheus, "http_requests_total{code=\"200\"}") == 1030);
  CHECK(value(prometheus, "http_requests_total{code=\"200\",method=\"get\"}") == 3);
  CHECK(value(prometheus, "http_requests_total{code=\"500\"}") == harness::CounterValue());
  CHECK(value(prometheus, "heap_bytes") == 1.458255915e9);
  CHECK(value(prometheus, "escaped{path=\"C:\\\\DIR\\n\\\"x\\\"}\"}") == 2);
  CHECK(value(prometheus, "never") == harness::CounterValue());
  CHECK(value(prometheus, "wide") == harness::CounterValue());
  CHECK(value(prometheus, "heap") == harness::CounterValue());
  CHECK(metric_names(prometheus) ==
        std::vector<std::string>{"escaped", "heap_bytes", "http_requests_total", "never", "wide"});
}

TEST_CASE("JSON: a number is found by names with dots or by a pointer") {
  const std::string json = R"( {"a": {"hits": 3, "on": true, "list": [1, {"x": 2.5}]}, "b": "7"})";
  CHECK(value(json, "a.hits") == 3);
  CHECK(value(json, "/a/hits") == 3);
  CHECK(value(json, "a.list.1.x") == 2.5);
  CHECK(value(json, "a.on") == 1);
  for (const char* const none : {"a", "b", "a.hits.x", "a.list.2", "a.list.x", "c", ""}) {
    CHECK(value(json, none) == harness::CounterValue());
  }
  CHECK(metric_names(json) == std::vector<std::string>{"a.hits", "a.on"});
}

TEST_CASE("what is neither is told") {
  for (const char* const text :
       {"<html>", "{\"a\":", "name", "name x", "name{a=\"b} 1", "{} 1 }"}) {
    CHECK_FALSE(read_metrics(text, {{.info = {.name = "x"}, .from = "x"}}));
  }
  CHECK(value("", "x") == harness::CounterValue());
}

TEST_CASE("a selector is a series without its value") {
  CHECK(read_selector("a_total{b=\"c\"}")->labels.front().second == "c");
  CHECK_FALSE(read_selector("a_total 3"));
  CHECK_FALSE(read_selector("a-b"));
  CHECK_FALSE(read_selector(""));
}

}  // namespace scenarios::scraped::metrics_test
