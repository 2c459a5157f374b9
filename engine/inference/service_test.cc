#include "engine/inference/service.h"

#include <doctest/doctest.h>

#include "engine/inference/test_client.h"

namespace service_test {

using namespace engine;
using namespace engine::inference;
using namespace std::chrono_literals;
using options::Options;

std::shared_ptr<TestModel> hashed(TestModel::Hook hook = {}) {
  return std::make_shared<TestModel>(TestModel::Law::hashed, std::move(hook));
}

/// A model whose every step takes a while.
std::shared_ptr<TestModel> slow(std::chrono::milliseconds step) {
  return hashed([step](const TestModel::Step&) {
    std::this_thread::sleep_for(step);
    return Expected<void>();
  });
}

Options with(schedule::Policy policy) {
  Options options;
  options.schedule.policy = policy;
  options.cache.policy = cache::policy::Policy::none;
  return options;
}

TEST_CASE("answers are what the model says, whole and in events, in both presets") {
  const auto model = hashed();
  for (const Options& options : {Options::v1(), Options::v2()}) {
    const TestService test(options, model);
    const std::string right = model->answer_to("once", 30, true);
    const std::string ignore = R"(,"ignore_eos":true)";
    const TestAnswer whole = test.ask(question("once", 30, false, ignore), "X-Request-Id: r 7\r\n");
    CHECK(whole.status == 200);
    CHECK(whole.has("X-Request-Id: r 7\r\n"));
    CHECK(texts_of(whole.body) == right);
    CHECK(whole.body.find(R"("finish_reason":"length")") != std::string::npos);
    const std::string usage =
        R"("usage":{"prompt_tokens":4,"completion_tokens":30,"total_tokens":34})";
    CHECK(whole.body.find(usage) != std::string::npos);
    const TestAnswer events = test.ask(
        question("once", 30, true, ignore + R"(,"stream_options":{"include_usage":true})"));
    CHECK(events.status == 200);
    CHECK(events.whole);
    CHECK(events.has("Content-Type: text/event-stream\r\n"));
    CHECK(texts_of(events.body) == right);
    CHECK(events.body.find(R"("choices":[],)" + usage) != std::string::npos);
    CHECK(events.body.ends_with("data: [DONE]\n\n"));
  }
}

TEST_CASE("a stop text ends an answer") {
  const auto model = hashed();
  const TestService test({}, model);
  const std::string right = model->answer_to("once", 30, true);
  const std::string stop = right.substr(10, 2);
  const TestAnswer answer =
      test.ask(question("once", 30, false, R"(,"ignore_eos":true,"stop":")" + stop + "\""));
  CHECK(texts_of(answer.body) == right.substr(0, right.find(stop)));
  CHECK(answer.body.find(R"("finish_reason":"stop")") != std::string::npos);
}

TEST_CASE("a connection carries many requests, pipelined and split at every byte") {
  const auto model = hashed();
  const TestService test({}, model);
  TestClient client = test.client();
  std::string all;
  const std::vector<std::string> prompts{"a", "b", "c", "d"};
  for (const std::string& prompt : prompts) {
    all += http_post(question(prompt, 9, prompt == "b"));
    all += http_get("/health");
  }
  const auto check = [&] {
    for (const std::string& prompt : prompts) {
      const TestAnswer answer = client.read();
      CHECK(answer.status == 200);
      CHECK(texts_of(answer.body) == model->answer_to(prompt, 9, false));
      CHECK(client.read().body == R"({"status":"ok","model":"4m"})");
    }
  };
  REQUIRE(client.send(all));
  check();
  for (const char byte : all) REQUIRE(client.send({&byte, 1}));
  check();
}

TEST_CASE("the other paths answer, and others say what there is") {
  const TestService test({}, hashed());
  TestClient client = test.client();
  const auto get = [&](std::string_view path) {
    client.send(http_get(path));
    return client.read();
  };
  REQUIRE(test.becomes("models_loaded", 1));
  CHECK(get("/v1/models").body.find(R"("id":"4m")") != std::string::npos);
  CHECK(get("/metrics").has("text/plain; version=0.0.4"));
  CHECK(get("/nothing").status == 404);
  CHECK(get("/v1/completions").status == 405);
  const TestAnswer other = test.ask(R"({"prompt":"x","model":"5m"})");
  CHECK(other.status == 404);
  CHECK(other.body.find("model_not_found") != std::string::npos);
  CHECK(test.ask("{").status == 400);
  CHECK(test.ask(question("x", 512)).status == 400);  // more than context.tokens
}

TEST_CASE("what was answered before comes from the cache until it is dropped") {
  std::atomic<int> steps{0};
  const auto model = hashed([&](const TestModel::Step&) {
    ++steps;
    return Expected<void>();
  });
  const TestService test({}, model);
  const std::string first = texts_of(test.ask(question("x", 5)).body);
  const int before = steps;
  CHECK(texts_of(test.ask(question("x", 5)).body) == first);
  CHECK(texts_of(test.ask(question("x", 5, true)).body) == first);
  CHECK(steps == before);
  TestClient client = test.client();
  const std::string body = question("x", 5);
  client.send("DELETE /v1/completions HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
  CHECK(client.read().body == R"({"invalidated":1})");
  CHECK(texts_of(test.ask(question("x", 5)).body) == first);
  CHECK(steps > before);
  CHECK(test.metric("cache_hits_total") == 2);
}

TEST_CASE("a full queue refuses with 429, and says when to come again") {
  Options options = with(schedule::Policy::serial);
  options.schedule.queue_capacity = 1;
  const TestService test(options, slow(5ms));
  REQUIRE(test.becomes("models_loaded", 1));
  TestClient first = test.client(), second = test.client();
  first.send(http_post(question("a", 100, false, R"(,"ignore_eos":true)")));
  REQUIRE(test.becomes("open", 1));
  second.send(http_post(question("b", 1)));
  REQUIRE(test.becomes("queue", 1));
  const TestAnswer refused = test.ask(question("c", 1));
  CHECK(refused.status == 429);
  CHECK(refused.has("Retry-After: 1\r\n"));
  CHECK(refused.body.find("overloaded") != std::string::npos);
  CHECK(first.read().status == 200);
  CHECK(second.read().status == 200);
  CHECK(test.metric("requests_total{outcome=\"shed\"}") == 1);
}

TEST_CASE("a client that goes away cancels its work") {
  const TestService test(with(schedule::Policy::continuous), slow(2ms));
  for (const bool stream : {false, true}) {
    TestClient client = test.client();
    client.send(http_post(question("a", 400, stream, R"(,"ignore_eos":true)")));
    REQUIRE(test.becomes("open", 1));
    client.close();
    CHECK(test.becomes("open", 0));
  }
  CHECK(test.metric("requests_total{outcome=\"cancelled\"}") == 2);
  CHECK(test.metric("gone_total") == 2);
}

TEST_CASE("a request that takes too long ends, in mid stream too") {
  Options options = with(schedule::Policy::continuous);
  options.schedule.deadline = 60ms;
  const TestService test(options, slow(5ms));
  REQUIRE(test.becomes("models_loaded", 1));
  const std::string ignore = R"(,"ignore_eos":true)";
  CHECK(test.ask(question("a", 100, false, ignore)).status == 504);
  const TestAnswer events = test.ask(question("a", 100, true, ignore));
  CHECK(events.status == 200);
  CHECK_FALSE(events.whole);
  CHECK(events.body.find(R"(data: {"error":{"message":)") != std::string::npos);
  CHECK(events.body.find("[DONE]") == std::string::npos);
}

TEST_CASE("a client of HTTP/1.0 gets what it understands") {
  const auto model = hashed();
  const TestService test({}, model);
  const auto post = [](std::string_view body, std::string_view fields) {
    return "POST /v1/completions HTTP/1.0\r\n" + std::string(fields) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  };
  TestClient client = test.client();
  client.send(post(question("x", 5), "Connection: keep-alive\r\n"));
  CHECK(client.read().has("Connection: keep-alive"));
  client.send(post(question("x", 5, true), ""));
  const TestAnswer events = client.read();
  CHECK_FALSE(events.has("chunked"));
  CHECK(texts_of(events.body) == model->answer_to("x", 5, false));
  CHECK(events.body.ends_with("data: [DONE]\n\n"));
}

TEST_CASE("who waits to be told sends its body then") {
  const TestService test({}, hashed());
  TestClient client = test.client();
  const std::string request = http_post(question("x", 5), "Expect: 100-continue\r\n");
  const std::size_t head = request.find("\r\n\r\n") + 4;
  client.send(request.substr(0, head));
  CHECK(client.read().status == 100);
  client.send(request.substr(head));
  CHECK(client.read().status == 200);
}

TEST_CASE("stopping lets what is under way end, and takes nothing new") {
  const auto model = slow(2ms);
  const TestService test(with(schedule::Policy::continuous), model);
  TestClient idle = test.client(), busy = test.client();
  busy.send(http_post(question("a", 50, true, R"(,"ignore_eos":true)")));
  REQUIRE(test.becomes("open", 1));
  test.service->stop(5s);
  const TestAnswer answer = busy.read();
  CHECK(answer.whole);
  CHECK(texts_of(answer.body) == model->answer_to("a", 50, true));
  CHECK(idle.is_closed_within(1s));
  CHECK_FALSE(test.client().is_open());
}

}  // namespace service_test
