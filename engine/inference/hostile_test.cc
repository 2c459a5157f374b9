// Clients that are slow, wrong, or gone.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <random>
#include <vector>

#include "engine/inference/test_client.h"

namespace hostile_test {

using namespace engine;
using namespace engine::inference;
using namespace std::chrono_literals;
using options::Options;

std::shared_ptr<TestModel> hashed() {
  return std::make_shared<TestModel>(TestModel::Law::hashed);
}

TEST_CASE("what is no request, or too large, is refused, and its connection closed") {
  Options options;
  options.server.most_header = 1'000;
  options.server.most_body = 2'000;
  const TestService test(options, hashed());
  const auto status = [&](const std::string& bytes) {
    TestClient client = test.client();
    client.send(bytes);
    const TestAnswer answer = client.read();
    CHECK(answer.has("Connection: close"));
    CHECK(answer.body.find("invalid_request_error") != std::string::npos);
    CHECK(client.is_closed_within(3s));
    return answer.status;
  };
  const std::string head = "POST /v1/completions HTTP/1.1\r\n";
  CHECK(status("hello\r\n\r\n") == 400);
  CHECK(status(std::string(500, '\0')) == 400);
  CHECK(status("GET / HTTP/9.9\r\n\r\n") == 400);
  CHECK(status(head + "Content-Length: x\r\n\r\n") == 400);
  CHECK(status(head + "Content-Length: -1\r\n\r\n") == 400);
  CHECK(status(head + "Content-Length: 99999999999999999999999\r\n\r\n") == 400);
  CHECK(status(head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef") == 400);
  CHECK(status(head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nabcde") == 400);
  CHECK(status(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n") == 400);
  CHECK(status(head + "A: " + std::string(1'000, 'a') + "\r\n\r\n") == 431);
  CHECK(status(head + std::string(1'000, 'a')) == 431);
  CHECK(status(head + "Content-Length: 2001\r\n\r\n") == 413);
  CHECK(status(head + "Content-Length: 100000\r\n\r\n" + std::string(100'000, 'a')) == 413);
  CHECK(status(head + "Transfer-Encoding: chunked\r\n\r\n9999999\r\n" + std::string(5'000, 'a')) ==
        413);
  const std::string chunks = head + "Transfer-Encoding: chunked\r\n\r\n";
  CHECK(status(chunks + "1;" + std::string(5'000, 'a')) == 431);
  CHECK(status(chunks + "0\r\nA: " + std::string(5'000, 'a')) == 431);
  CHECK(test.ask(question("x", 5)).status == 200);
}

TEST_CASE("a body that is longer than it says is the next request, and no good one") {
  const TestService test({}, hashed());
  TestClient client = test.client();
  client.send(http_post(question("x", 5)) + "too much\r\n\r\n");
  CHECK(client.read().status == 200);
  CHECK(client.read().status == 400);
  CHECK(client.is_closed_within(3s));
}

TEST_CASE("a thousand connections that send one byte now and then disturb nobody") {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  Options options;
  options.server.connections = 2'000;
  options.server.request_time = 1'500ms;
  const auto model = hashed();
  const TestService test(options, model);
  std::vector<TestClient> slow;
  for (int i = 0; i < 1'000; ++i) slow.push_back(test.client());
  const std::string request = http_post(question("x", 5));
  Duration worst{};
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t byte = 0; std::chrono::steady_clock::now() < begun + 1'200ms; ++byte) {
    for (TestClient& one : slow) one.send(request.substr(byte, 1));
    const auto asked = std::chrono::steady_clock::now();
    const std::string prompt = "y" + std::to_string(byte);
    CHECK(texts_of(test.ask(question(prompt, 5)).body) == model->answer_to(prompt, 5, false));
    worst = std::max<Duration>(worst, std::chrono::steady_clock::now() - asked);
    std::this_thread::sleep_for(100ms);
  }
  CHECK(worst < 1s);
  for (TestClient& one : slow) REQUIRE(one.read().status == 408);
  CHECK(test.metric("slow_writers_total") == 1'000);
}

TEST_CASE("idle connections are closed after their time, and beyond the limit there are no more") {
  Options options;
  options.server.connections = 2;
  options.server.idle_time = 300ms;
  const TestService test(options, hashed());
  TestClient first = test.client(), second = test.client();
  first.send(http_get("/health"));
  second.send(http_get("/health"));
  CHECK(first.read().status != 0);
  CHECK(second.read().status != 0);
  TestClient third = test.client();
  const TestAnswer refused = third.read();
  CHECK(refused.status == 503);
  CHECK(refused.has("Retry-After: 1"));
  CHECK(first.is_closed_within(2s));
  CHECK(second.is_closed_within(2s));
  CHECK(test.ask(question("x", 5)).status == 200);
}

TEST_CASE("who does not read its stream is cut off, and its work ends") {
  Options options;
  options.server.stall_time = 300ms;
  options.schedule.tokens_each = options.schedule.open_tokens = 70'000;
  options.server.most_tokens = 60'000;
  options.cache.policy = cache::policy::Policy::none;
  SUBCASE("by time") {
    options.server.stream_buffer = 1 << 20;
  }
  SUBCASE("by what it is behind") {
    options.server.stream_buffer = 1'000;
    options.server.stall_time = 60s;
  }
  const TestService test(options, std::make_shared<TestModel>());
  TestClient client = test.client(2'048);
  client.send(http_post(question("x", 60'000, true, R"(,"ignore_eos":true)")));
  CHECK(test.becomes("connections", 2));  // and the one that asks
  const bool by_time = options.server.stall_time < 1s;
  if (by_time) {
    CHECK(test.becomes("slow_readers_total", 1));
    CHECK(test.becomes("connections", 1));
  } else {
    CHECK(test.becomes("requests_total{outcome=\"cancelled\"}", 1));
  }
  CHECK(test.ask(question("y", 5)).status == 200);
}

TEST_CASE("connections that end anywhere, at random, leave nothing behind") {
  Options options;
  options.server.connections = 1'000;
  const auto model = hashed();
  const TestService test(options, model);
  std::mt19937 random(5);
  for (int i = 0; i < 400; ++i) {
    TestClient client = test.client();
    const std::string request = http_post(question("p" + std::to_string(i), 30, i % 2 == 0));
    client.send(request.substr(0, random() % (request.size() + 50)));
    if (random() % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(random() % 500));
  }
  CHECK(test.becomes("connections", 1));
  CHECK(test.becomes("open", 0));
  CHECK(texts_of(test.ask(question("y", 5)).body) == model->answer_to("y", 5, false));
}

}  // namespace hostile_test
