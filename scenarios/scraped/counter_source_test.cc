#include "scenarios/scraped/counter_source.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "scenarios/scraped/get.h"
#include "scenarios/scraped/scraped_target.h"
#include "scenarios/scraped/test_server.h"

namespace scenarios::scraped::counter_source_test {

using namespace std::chrono_literals;

const std::vector<ScrapedCounter> both{
    {.info = {.name = "hits", .unit = "hits", .kind = harness::CounterKind::total},
     .from = "hits_total"},
    {.info = {.name = "heap", .unit = "bytes", .kind = harness::CounterKind::level},
     .from = "heap_bytes"}};

CounterPlan plan_to(const TestServer& server) {
  return read_plan("http://127.0.0.1:" + std::to_string(server.port()) + "/metrics", both).value();
}

std::string body(double hits, double heap) {
  return "hits_total " + std::to_string(hits) + "\nheap_bytes " + std::to_string(heap) + "\n";
}

TEST_CASE("totals count from the first answer on, and go on where the server starts anew") {
  // 100, 130, then a new server that has counted 5, then 25.
  const TestServer server([](std::size_t n) {
    constexpr std::array<double, 4> hits{100, 130, 5, 25};
    const std::size_t at = std::min<std::size_t>(n, 3);
    return ok_answer(body(hits[at], 1000.0 * static_cast<double>(at)));
  });
  const auto source = CounterSource::start(plan_to(server), 5ms);
  REQUIRE(source);
  std::vector<harness::CounterValue> values(2);
  const auto until = std::chrono::steady_clock::now() + 60s;
  while (values[1] != 3000 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(1ms);
    (*source)->observe(values);
  }
  CHECK(values[0] == 55);
  CHECK(values[1] == 3000);
}

TEST_CASE("a first answer that does not do is told in a line") {
  const auto error = [](const std::string& answer) {
    const TestServer server([&](std::size_t) { return answer; });
    const auto source = CounterSource::start(plan_to(server));
    return source ? "no error" : source.error().message;
  };
  CHECK(error(ok_answer("hits_totl 3\nheap_bytes 1\n"))
            .ends_with("/metrics: the answer has no number 'hits_total'; did you mean hits_totl?"));
  CHECK(error(ok_answer("<html>")).ends_with("is neither JSON nor Prometheus's text format"));
  CHECK(error("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            .ends_with("answers with status 404"));
  CHECK(error("").starts_with("counters: http://127.0.0.1:"));
  CHECK(error("garbage\r\n\r\n").starts_with("counters: http://127.0.0.1:"));
}

TEST_CASE("a server that never answers is not waited for longer than asked") {
  const TestServer server([](std::size_t) {
    std::this_thread::sleep_for(500ms);
    return std::string();
  });
  const http::Endpoint endpoint{.host = "127.0.0.1", .port = server.port(), .authority = "x"};
  CHECK(get(endpoint, "/", 50ms).error().message == "does not answer in time");
}

TEST_CASE("a URL of counters is plain http without places, and counters have names") {
  const auto error = [](const std::string& url, std::vector<ScrapedCounter> counters) {
    const auto plan = read_plan(url, std::move(counters));
    return plan ? "no error" : plan.error().message;
  };
  CHECK(error("https://h/", both) == "url: counters are read over http only");
  CHECK(error("http://h/{id}", both) == "url: has places, and no request to fill them");
  CHECK(error("h", both).starts_with("url: it begins with neither"));
  CHECK(error("http://h/", {{.info = {.name = "Hits!"}, .from = "x"}}) != "no error");
  CHECK(error("http://h/", both) == "no error");
}

/// Counts one thing of its own.
class Counting final : public harness::Target {
 public:
  std::uint64_t population() const override { return 1; }
  void submit(const harness::Request&, harness::Completion) override {}
  std::vector<harness::CounterInfo> counters() const override { return {{.name = "own"}}; }
  harness::Observation observe(std::span<harness::CounterValue> values) override {
    if (!values.empty()) values[0] = 7;
    return {.ok = 3};
  }
};

TEST_CASE("a server's counters stand behind the target's own") {
  const TestServer server([](std::size_t) { return ok_answer(body(1, 2)); });
  auto target = with_counters(std::make_unique<Counting>(), plan_to(server));
  REQUIRE(target);
  const auto infos = (*target)->counters();
  REQUIRE(infos.size() == 3);
  CHECK(infos[2].name == "heap");
  std::vector<harness::CounterValue> values(3);
  CHECK((*target)->observe(values).ok == 3);
  CHECK(values == std::vector<harness::CounterValue>{7, 0, 2});  // of the first answer
  CounterPlan twice = plan_to(server);
  twice.counters[0].info.name = "own";
  CHECK_FALSE(with_counters(std::make_unique<Counting>(), twice));
}

}  // namespace scenarios::scraped::counter_source_test
