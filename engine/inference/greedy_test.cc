// A real model's answers are what they are alone, in every batch, under every scheduler.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <thread>
#include <vector>

#include "engine/inference/model/test_llama.h"
#include "engine/inference/test_client.h"

namespace greedy_test {

using namespace engine;
using namespace engine::inference;
using options::Options;

/// Asks all questions, several at once, and returns the answers by the question.
std::map<std::string, std::string> ask_all(const TestService& test,
                                           const std::vector<std::string>& questions,
                                           std::size_t clients) {
  std::vector<std::string> bodies(questions.size());
  std::vector<std::thread> threads;
  for (std::size_t client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      for (std::size_t i = client; i < questions.size(); i += clients) {
        const std::string body = test.ask(questions[i]).body;
        const std::size_t begin = body.find(R"("text":)"), end = body.find(R"(,"logprobs")");
        if (end != std::string::npos) bodies[i] = body.substr(begin, end - begin);
      }
    });
  }
  for (std::thread& one : threads) one.join();
  std::map<std::string, std::string> answers;
  for (std::size_t i = 0; i < questions.size(); ++i) answers[questions[i]] = bodies[i];
  return answers;
}

TEST_CASE("greedy answers of a real model don't depend on who else is served, or how") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  std::mt19937 random(11);
  std::vector<std::string> questions;
  for (int i = 0; i < 24; ++i) {
    std::string prompt(1 + random() % 90, ' ');
    for (char& c : prompt) c = static_cast<char>('a' + random() % 26);
    questions.push_back(question(prompt, 1 + random() % 16, false, R"(,"ignore_eos":true)"));
  }
  Options options;
  options.cache.policy = cache::policy::Policy::none;
  options.schedule.policy = schedule::Policy::serial;
  options.schedule.deadline = std::chrono::minutes(5);
  const auto alone = ask_all(TestService(options, model), questions, 1);
  for (const auto& [asked, answer] : alone) CHECK_FALSE(answer.empty());
  for (const auto policy :
       {schedule::Policy::window, schedule::Policy::idle, schedule::Policy::continuous}) {
    for (const std::uint32_t step_tokens : {24, 512}) {
      CAPTURE(static_cast<int>(policy));
      CAPTURE(step_tokens);
      options.schedule.policy = policy;
      options.schedule.sequences = 6;
      options.schedule.step_tokens = step_tokens;
      options.schedule.window = std::chrono::milliseconds(10);
      CHECK(ask_all(TestService(options, model), questions, 8) == alone);
    }
  }
}

}  // namespace greedy_test
