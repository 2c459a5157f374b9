// With threads, and with faults.
#include "engine/inference/schedule/scheduler.h"

#include <doctest/doctest.h>

#include <random>

#include "engine/inference/schedule/test_model.h"
#include "engine/inference/schedule/test_sink.h"

namespace scheduler_test {

using namespace engine;
using namespace engine::inference;
using namespace engine::inference::schedule;

std::shared_ptr<const run::FaultPlan> faults(const std::string& words) {
  return *plan_of({.plan = words, .seed = 7});
}

std::vector<std::string> random_prompts(std::size_t count) {
  std::mt19937 random(3);
  std::vector<std::string> prompts;
  for (std::size_t i = 0; i < count; ++i) {
    std::string prompt(1 + random() % 100, ' ');
    for (char& c : prompt) c = static_cast<char>('a' + random() % 26);
    prompts.push_back(prompt);
  }
  return prompts;
}

struct Asked {
  std::string prompt;
  std::size_t tokens;
  std::shared_ptr<TestSink> sink = std::make_shared<TestSink>();
};

std::vector<Asked> ask_all(Scheduler& scheduler) {
  std::vector<Asked> all;
  for (const std::string& prompt : random_prompts(300)) {
    Asked& one = all.emplace_back(Asked{prompt, 1 + prompt.size() / 2});
    Ask ask{.number = all.size(), .prompt = prompt, .most_tokens = one.tokens};
    const auto job = scheduler.submit(std::move(ask), one.sink);
    if (!job) one.sink->end({}, {.error = job.error()});
  }
  return all;
}

Settings of(Policy policy, std::uint32_t workers) {
  return {.policy = policy,
          .workers = workers,
          .sequences = 7,
          .window = std::chrono::milliseconds(1),
          .step_tokens = 19,
          .queue_capacity = 1'000};
}

TEST_CASE("greedy answers are what they are alone, in every batch, under every policy") {
  const auto model = std::make_shared<TestModel>(TestModel::Law::hashed);
  for (const Policy policy : {Policy::serial, Policy::window, Policy::idle, Policy::continuous}) {
    for (const std::uint32_t workers : {1, 3}) {
      CAPTURE(static_cast<int>(policy));
      auto scheduler = *Scheduler::start(model, of(policy, workers), nullptr,
                                         std::chrono::steady_clock::now, std::make_shared<Tally>());
      for (const Asked& one : ask_all(*scheduler)) {
        const Ended ended = one.sink->ended();
        REQUIRE_FALSE(ended.error);
        const std::string right = model->answer_to(one.prompt, one.tokens, false);
        CHECK(one.sink->text() == right);
        CHECK(ended.answer_tokens == right.size());
        CHECK((ended.finish == Finish::length) == (right.size() == one.tokens));
      }
      CHECK(scheduler->tally().ended[0] == 300);
      CHECK(scheduler->waiting() == 0);
      CHECK(scheduler->tally().open == 0);
    }
  }
}

TEST_CASE(
    "with 20 % of faults at every stage each answer is its own, or a part of it and an error") {
  const auto model = std::make_shared<TestModel>(TestModel::Law::hashed);
  for (const std::string kind : {"error", "exception"}) {
    auto scheduler =
        *Scheduler::start(model, of(Policy::continuous, 2), faults("*:" + kind + ":20%"),
                          std::chrono::steady_clock::now, std::make_shared<Tally>());
    std::size_t failed = 0, in_mid_stream = 0;
    for (const Asked& one : ask_all(*scheduler)) {
      const Ended ended = one.sink->ended();
      const std::string right = model->answer_to(one.prompt, one.tokens, false);
      CHECK(right.starts_with(one.sink->text()));
      if (!ended.error) CHECK(one.sink->text() == right);
      failed += ended.error.has_value();
      in_mid_stream += ended.error && !one.sink->text().empty();
    }
    // 1 - 0.8^4 is 59 %, less where an answer is shorter than the fault is late.
    CHECK(failed > 120);
    CHECK(failed < 220);
    CHECK(in_mid_stream > 20);
    CHECK(scheduler->tally().ended[0] == 300 - failed);
  }
}

TEST_CASE("a step that fails ends those that were in it, and nobody else") {
  std::atomic<int> steps{0};
  const auto model = std::make_shared<TestModel>(
      TestModel::Law::hashed, [&](const TestModel::Step&) -> Expected<void> {
        const int step = steps.fetch_add(1);
        if (step % 40 == 20) return failure(Reason::internal, "the step failed");
        if (step % 40 == 39) throw std::bad_alloc();
        return {};
      });
  auto scheduler = *Scheduler::start(model, of(Policy::continuous, 1), nullptr,
                                     std::chrono::steady_clock::now, std::make_shared<Tally>());
  std::size_t ok = 0, internal = 0, no_memory = 0;
  for (const Asked& one : ask_all(*scheduler)) {
    const Ended ended = one.sink->ended();
    if (!ended.error) {
      CHECK(one.sink->text() == model->answer_to(one.prompt, one.tokens, false));
      ++ok;
    } else {
      ++(ended.error->reason == Reason::internal ? internal : no_memory);
    }
  }
  CHECK(ok > 50);
  CHECK(internal > 7);
  CHECK(no_memory > 7);
}

TEST_CASE("stopping in the midst of it loses nobody, and every thread ends") {
  const auto model = std::make_shared<TestModel>(TestModel::Law::hashed);
  auto scheduler = *Scheduler::start(model, of(Policy::continuous, 2), nullptr,
                                     std::chrono::steady_clock::now, std::make_shared<Tally>());
  const std::vector<Asked> all = ask_all(*scheduler);
  scheduler->stop();
  for (const Asked& one : all) {
    REQUIRE(one.sink->has_ended());
    const Ended ended = one.sink->ended();
    if (ended.error) CHECK(ended.error->reason == Reason::stopped);
  }
}

TEST_CASE("requests are cancelled from any thread while others go on") {
  const auto model = std::make_shared<TestModel>(TestModel::Law::hashed);
  auto scheduler = *Scheduler::start(model, of(Policy::continuous, 2), nullptr,
                                     std::chrono::steady_clock::now, std::make_shared<Tally>());
  std::vector<std::shared_ptr<TestSink>> sinks;
  for (std::uint64_t i = 0; i < 500; ++i) {
    sinks.push_back(std::make_shared<TestSink>());
    auto job = scheduler->submit(
        {.number = i, .prompt = "prompt", .most_tokens = 200, .ignore_end = true}, sinks.back());
    REQUIRE(job);
    if (i % 2 == 0) scheduler->cancel(**job);
  }
  for (std::size_t i = 0; i < sinks.size(); ++i) {
    const Ended ended = sinks[i]->ended();
    if (i % 2 == 1) CHECK_FALSE(ended.error);
    if (ended.error) CHECK(ended.error->reason == Reason::cancelled);
  }
}

TEST_CASE("a plan with crashes is refused: nothing here can crash alone") {
  const auto plan = plan_of({.plan = "decode:crash:5%"});
  REQUIRE_FALSE(plan);
  CHECK(plan.error().reason == Reason::invalid_option);
}

}  // namespace scheduler_test
