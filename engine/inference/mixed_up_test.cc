// With 20 % of errors at every stage, no answer of one request is ever in another's.
#include <doctest/doctest.h>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include "engine/inference/test_client.h"

namespace mixed_up_test {

using namespace engine;
using namespace engine::inference;
using namespace std::chrono_literals;
using options::Options;

struct Tally {
  std::atomic<int> ok{0}, refused{0}, in_mid_stream{0}, broken{0}, wrong{0};
};

/// What came is all of the right answer, or a beginning of it and an error.
void judge(const TestAnswer& answer, const std::string& right, const std::string& id,
           Tally& tally) {
  const std::string text = texts_of(answer.body);
  const bool has_error = answer.body.find(R"({"error":)") != std::string::npos;
  const bool right_id = answer.status == 0 || answer.has("X-Request-Id: " + id + "\r\n");
  if (!right_id || !right.starts_with(text)) {
    ++tally.wrong;
  } else if (answer.status == 200 && answer.whole) {
    ++(text == right && !has_error ? tally.ok : tally.wrong);
  } else if (answer.status == 500) {
    ++(has_error && text.empty() ? tally.refused : tally.wrong);
  } else {
    ++(has_error ? tally.in_mid_stream : tally.broken);
  }
}

void ask_on(const TestService& test, const TestModel& model, unsigned seed, Tally& tally) {
  std::mt19937 random(seed);
  auto client = std::make_unique<TestClient>(test.client());
  for (unsigned i = 0; i < 60; ++i) {
    std::string prompt(1 + random() % 60, ' ');
    for (char& c : prompt) c = static_cast<char>('a' + random() % 26);
    const std::string id = std::to_string(seed * 1'000 + i);
    const std::size_t tokens = 1 + random() % 40;
    const bool sent = client->send(
        http_post(question(prompt, tokens, random() % 2 == 0), "X-Request-Id: " + id + "\r\n"));
    const TestAnswer answer = sent ? client->read() : TestAnswer();
    judge(answer, model.answer_to(prompt, tokens, false), id, tally);
    if (!answer.whole) client = std::make_unique<TestClient>(test.client());
  }
}

TEST_CASE("each answer is its own, under every policy, with threads, faults and a cache") {
  for (const auto policy : {schedule::Policy::serial, schedule::Policy::window,
                            schedule::Policy::idle, schedule::Policy::continuous}) {
    Options options;
    options.schedule.policy = policy;
    options.schedule.window = 1ms;
    options.schedule.workers = 2;
    options.schedule.step_tokens = 20;
    options.server.threads = 2;
    options.faults.plan = "*:error:20%";
    const auto model = std::make_shared<TestModel>(TestModel::Law::hashed);
    const TestService test(options, model);
    Tally tally;
    std::vector<std::thread> clients;
    for (unsigned i = 0; i < 20; ++i) {
      clients.emplace_back([&, i] { ask_on(test, *model, i, tally); });
    }
    for (std::thread& one : clients) one.join();
    CHECK(tally.wrong == 0);
    CHECK(tally.ok > 200);  // of 1,200
    CHECK(tally.refused > 200);
    CHECK(tally.in_mid_stream > 20);
    CHECK(tally.broken > 50);
    CHECK(test.becomes("open", 0));
  }
}

}  // namespace mixed_up_test
