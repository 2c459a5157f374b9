#include "engine/inference/answers/answers.h"

#include <doctest/doctest.h>

#include <set>
#include <thread>

namespace answers_test {

using namespace engine;
using namespace engine::inference::answers;
using namespace std::chrono_literals;
using engine::inference::schedule::Ask;

const cache::policy::Limits limits{
    .policy = cache::policy::Policy::lru, .capacity_bytes = 1 << 20, .ttl = 5min};

std::shared_ptr<const Answer> answer(std::string text) {
  return std::make_shared<const Answer>(Answer{.text = std::move(text)});
}

TEST_CASE("a key differs with all that an answer depends on, and with nothing else") {
  const Ask ask{.prompt = "one", .most_tokens = 5, .stops = {"a", "bc"}};
  std::set<std::string> keys{key::to_hex(key_of("4m", ask))};
  const auto differs = [&](std::string_view model, const Ask& other) {
    return keys.insert(key::to_hex(key_of(model, other))).second;
  };
  CHECK_FALSE(
      differs("4m", {.number = 9, .prompt = "one", .most_tokens = 5, .stops = {"a", "bc"}}));
  CHECK(differs("1m", ask));
  CHECK(differs("4", {.prompt = "mone", .most_tokens = 5, .stops = {"a", "bc"}}));
  CHECK(differs("4m", {.prompt = "one", .most_tokens = 6, .stops = {"a", "bc"}}));
  CHECK(differs("4m", {.prompt = "one", .most_tokens = 5, .stops = {"ab", "c"}}));
  CHECK(differs("4m", {.prompt = "one", .most_tokens = 5}));
  CHECK(
      differs("4m", {.prompt = "one", .most_tokens = 5, .ignore_end = true, .stops = {"a", "bc"}}));
}

TEST_CASE("an answer is good until its time is over") {
  Time now{1h};
  Answers answers(limits, [&] { return now; });
  const key::Key key = key_of("4m", {.prompt = "one"});
  answers.keep(key, answer("two"), 10ms, answers.epoch());
  now += 5min - 1ns;
  REQUIRE(answers.find(key) != nullptr);
  CHECK(answers.find(key)->text == "two");
  now += 1ns;
  CHECK(answers.find(key) == nullptr);
}

TEST_CASE("what is dropped is gone at once, and what was begun before isn't kept either") {
  Answers answers(limits, std::chrono::steady_clock::now);
  const key::Key key = key_of("4m", {.prompt = "one"});
  const auto begun = answers.epoch();
  answers.keep(key, answer("old"), 10ms, begun);
  CHECK(answers.forget(key));
  CHECK(answers.find(key) == nullptr);
  answers.keep(key, answer("old"), 10ms, begun);
  CHECK(answers.find(key) == nullptr);
  answers.keep(key, answer("new"), 10ms, answers.epoch());
  CHECK(answers.find(key)->text == "new");
  answers.forget_all();
  CHECK(answers.find(key) == nullptr);
  CHECK_FALSE(answers.forget(key));
}

TEST_CASE("nobody ever finds an answer that was dropped before it was asked for") {
  Answers answers(limits, std::chrono::steady_clock::now);
  const key::Key key = key_of("4m", {.prompt = "one"});
  std::atomic<int> version{0};
  std::atomic<bool> done{false};
  std::thread maker([&] {
    while (!done.load()) {
      const auto begun = answers.epoch();
      const int made_of = version.load();
      answers.keep(key, answer(std::to_string(made_of)), 1ms, begun);
    }
  });
  int stale = 0;
  for (int i = 1; i < 5'000; ++i) {
    version.store(i);
    answers.forget(key);
    const auto found = answers.find(key);
    if (found != nullptr && std::stoi(found->text) < i) ++stale;
  }
  done.store(true);
  maker.join();
  CHECK(stale == 0);
}

}  // namespace answers_test
