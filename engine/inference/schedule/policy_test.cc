// Who is in which step: known answers, in steps of a made-up length.
#include <doctest/doctest.h>

#include <deque>

#include "engine/inference/schedule/scheduler.h"
#include "engine/inference/schedule/share.h"
#include "engine/inference/schedule/test_model.h"
#include "engine/inference/schedule/test_sink.h"

namespace policy_test {

using namespace engine;
using namespace engine::inference;
using namespace engine::inference::schedule;
using namespace std::chrono_literals;

/// A scheduler whose steps take 10 ms each and are written down.
class Table {
 public:
  explicit Table(const Settings& settings)
      : model_(std::make_shared<TestModel>(TestModel::Law::echo,
                                           [this](const TestModel::Step& step) {
                                             steps.push_back(step);
                                             now += 10ms;
                                             return Expected<void>();
                                           })),
        scheduler_(std::move(*Scheduler::start(
            model_, settings, nullptr, [this] { return now; }, std::make_shared<Tally>(), false))) {
  }

  Expected<std::shared_ptr<Job>> ask(std::size_t prompt, std::size_t answer) {
    sinks.push_back(std::make_shared<TestSink>());
    return scheduler_->submit(
        {.prompt = std::string(prompt, 'x'), .most_tokens = answer, .ignore_end = true},
        sinks.back());
  }
  Desk::Turn turn() { return scheduler_->turn(); }
  void run() {
    while (turn().stepped) {
    }
  }
  Scheduler& scheduler() { return *scheduler_; }

  Time now{};
  std::vector<TestModel::Step> steps;
  std::deque<std::shared_ptr<TestSink>> sinks;

 private:
  std::shared_ptr<TestModel> model_;
  std::unique_ptr<Scheduler> scheduler_;
};

Settings with(Policy policy) {
  return {.policy = policy, .sequences = 4, .window = 25ms, .step_tokens = 64};
}

TEST_CASE("of a step's tokens short prompts get theirs first, and the first to come a quarter") {
  using Shares = std::vector<std::size_t>;
  CHECK(share(64, Shares{400}) == Shares{64});
  CHECK(share(64, Shares{400, 16}) == Shares{48, 16});
  CHECK(share(64, Shares{16, 400}) == Shares{16, 48});
  CHECK(share(64, Shares{400, 16, 300}) == Shares{16, 16, 32});
  CHECK(share(64, Shares{400, 20, 20, 20, 20}) == Shares{16, 20, 20, 8, 0});
  CHECK(share(7, Shares{5, 5, 5}) == Shares{5, 2, 0});
  CHECK(share(64, Shares{}).empty());
}

TEST_CASE("serial: one after the other, each alone") {
  Table table(with(Policy::serial));
  for (int i = 0; i < 3; ++i) REQUIRE(table.ask(5, 3));
  table.run();
  REQUIRE(table.steps.size() == 9);
  for (const auto& step : table.steps) CHECK(step.size() == 1);
  CHECK(table.now.time_since_epoch() == 90ms);
}

TEST_CASE("window: a batch is what came within the window, and nobody joins it") {
  Table table(with(Policy::window));
  REQUIRE(table.ask(5, 3));
  auto turn = table.turn();
  CHECK_FALSE(turn.stepped);
  CHECK(turn.look_again == Time(25ms));
  table.now += 24ms;
  REQUIRE(table.ask(5, 2));
  CHECK_FALSE(table.turn().stepped);
  table.now += 1ms;
  CHECK(table.turn().stepped);
  REQUIRE(table.ask(5, 1));  // too late, at 35 ms
  table.run();
  CHECK(table.now == Time(55ms));
  CHECK(table.turn().look_again == Time(60ms));
  table.now += 5ms;
  table.run();
  using Step = TestModel::Step;
  CHECK(table.steps == std::vector<Step>{{{0, 5}, {1, 5}}, {{0, 1}, {1, 1}}, {{0, 1}}, {{0, 5}}});
}

TEST_CASE("window: a full batch does not wait") {
  Table table(with(Policy::window));
  for (int i = 0; i < 5; ++i) REQUIRE(table.ask(2, 1));
  CHECK(table.turn().stepped);
  CHECK(table.steps.back().size() == 4);
  CHECK_FALSE(table.turn().stepped);  // the fifth waits for its window
}

TEST_CASE("idle: a batch is what waits when the one before has ended") {
  Table table(with(Policy::idle));
  REQUIRE(table.ask(5, 2));
  CHECK(table.turn().stepped);
  for (int i = 0; i < 6; ++i) REQUIRE(table.ask(5, 1));
  table.run();
  std::vector<std::size_t> sizes;
  for (const auto& step : table.steps) sizes.push_back(step.size());
  CHECK(sizes == std::vector<std::size_t>{1, 1, 4, 2});
}

TEST_CASE("continuous: a request joins at the next step, and its place is free at its end") {
  Table table(with(Policy::continuous));
  REQUIRE(table.ask(5, 4));
  table.turn();
  for (int i = 0; i < 4; ++i) REQUIRE(table.ask(5, 2));
  table.run();
  using Step = TestModel::Step;
  CHECK(table.steps == std::vector<Step>{{{0, 5}},
                                         {{0, 1}, {1, 5}, {2, 5}, {3, 5}},
                                         {{0, 1}, {1, 1}, {2, 1}, {3, 1}},
                                         {{0, 1}, {1, 5}},
                                         {{1, 1}}});
}

TEST_CASE("a long prompt holds up neither those that answer nor a short one that comes later") {
  Settings settings = with(Policy::continuous);
  settings.tokens_each = 1'000;
  Table table(settings);
  REQUIRE(table.ask(10, 100));
  table.turn();
  REQUIRE(table.ask(600, 1));
  table.turn();
  CHECK(table.steps.back() == TestModel::Step{{0, 1}, {1, 63}});
  REQUIRE(table.ask(16, 1));
  table.turn();
  CHECK(table.steps.back() == TestModel::Step{{0, 1}, {1, 47}, {2, 16}});
  CHECK(table.sinks[2]->has_ended());  // in the very step that it joined
  // 600 = 63 + 47 + 7 * 63 + 49
  for (int i = 0; i < 8; ++i) {
    CHECK_FALSE(table.sinks[1]->has_ended());
    table.turn();
  }
  CHECK(table.sinks[1]->has_ended());
  CHECK(table.sinks[0]->tokens() == 11);  // one in every step
}

TEST_CASE("who finds no tokens left lets some pass, but not for ever") {
  Settings settings = with(Policy::continuous);
  settings.open_tokens = 512;
  Table table(settings);
  REQUIRE(table.ask(10, 200));  // runs for 200 steps
  REQUIRE(table.turn().stepped);
  REQUIRE(table.ask(400, 10));  // does not fit beside it
  for (int i = 0; i < 80; ++i) REQUIRE(table.ask(10, 1));
  for (int i = 0; i < 150; ++i) REQUIRE(table.turn().stepped);
  std::size_t ended = 0;
  for (std::size_t i = 2; i < table.sinks.size(); ++i) ended += table.sinks[i]->has_ended();
  CHECK(ended == WaitingRoom::most_passing);
  table.run();
  for (const auto& sink : table.sinks) CHECK_FALSE(sink->ended().error);
}

TEST_CASE("a full queue sheds, or takes in what the caller bounds") {
  Settings settings = with(Policy::serial);
  settings.queue_capacity = 2;
  SUBCASE("shed") {
    Table table(settings);
    REQUIRE(table.ask(5, 1));
    REQUIRE(table.ask(5, 1));
    const auto refused = table.ask(5, 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == Reason::overloaded);
    CHECK(refused.error().may_pass);
    CHECK_FALSE(table.sinks.back()->has_ended());
    CHECK(table.scheduler().tally().ended[static_cast<std::size_t>(Way::shed)] == 1);
  }
  SUBCASE("block") {
    settings.queue_policy = run::QueuePolicy::block;
    Table table(settings);
    for (int i = 0; i < 10; ++i) REQUIRE(table.ask(5, 1));
    table.run();
    for (const auto& sink : table.sinks) CHECK_FALSE(sink->ended().error);
  }
}

TEST_CASE(
    "a cancelled request's place is free in the next step, and so is its place in the queue") {
  Settings settings = with(Policy::continuous);
  settings.sequences = 1;
  settings.queue_capacity = 1;
  Table table(settings);
  const auto open = table.ask(5, 100);
  table.turn();
  const auto waiting = table.ask(5, 1);
  table.scheduler().cancel(**waiting);
  table.turn();
  CHECK(table.sinks[1]->ended().error->reason == Reason::cancelled);
  REQUIRE(table.ask(7, 1));
  table.scheduler().cancel(**open);
  table.turn();
  CHECK(table.sinks[0]->ended().error->reason == Reason::cancelled);
  CHECK(table.sinks[0]->tokens() == 2);
  CHECK(table.steps.back() == TestModel::Step{{0, 7}});
  CHECK(table.sinks[2]->has_ended());
}

TEST_CASE("a request ends at its deadline, whether it waits or answers") {
  Settings settings = with(Policy::serial);
  settings.deadline = 55ms;
  Table table(settings);
  REQUIRE(table.ask(5, 100));
  REQUIRE(table.ask(5, 100));
  table.run();
  CHECK(table.now == Time(60ms));
  for (const auto& sink : table.sinks) CHECK(sink->ended().error->reason == Reason::timed_out);
  CHECK(table.sinks[0]->tokens() == 6);
  CHECK(table.sinks[1]->tokens() == 0);
  CHECK(table.scheduler().tally().timed_out == 2);
}

TEST_CASE("who waited for the model before is late earlier than those before it in the queue") {
  Settings settings = with(Policy::serial);
  settings.deadline = 55ms;
  Table table(settings);
  REQUIRE(table.ask(5, 100));
  REQUIRE(table.ask(5, 100));
  const auto early = std::make_shared<TestSink>();
  REQUIRE(table.scheduler().submit({.prompt = "x"}, early, Time(-35ms)));
  table.turn();
  table.turn();  // until 20 ms
  CHECK_FALSE(early->has_ended());
  table.turn();
  CHECK(early->has_ended());
  CHECK(early->ended().error->reason == Reason::timed_out);
  CHECK_FALSE(table.sinks[1]->has_ended());
}

TEST_CASE("who does not keep up is cut off") {
  Table table(with(Policy::continuous));
  const auto slow = std::make_shared<TestSink>(3);
  REQUIRE(table.scheduler().submit({.prompt = "abcdef", .most_tokens = 100}, slow));
  REQUIRE(table.ask(5, 10));
  table.run();
  CHECK(slow->ended().error->reason == Reason::cancelled);
  CHECK(slow->text() == "abcd");
  CHECK_FALSE(table.sinks[0]->ended().error);
}

TEST_CASE("what is asked for is refused where it can't be done") {
  Table table(with(Policy::continuous));
  CHECK(table.ask(500, 13).error().reason == Reason::too_large);
  CHECK(table.ask(0, 1).error().reason == Reason::empty);
  table.scheduler().stop();
  CHECK(table.ask(5, 1).error().reason == Reason::stopped);
  Settings settings;
  settings.step_tokens = 8;
  CHECK_FALSE(Scheduler::start(std::make_shared<TestModel>(), settings, nullptr, {},
                               std::make_shared<Tally>()));
}

TEST_CASE("stopping ends all, those that wait too") {
  Table table(with(Policy::serial));
  REQUIRE(table.ask(5, 100));
  REQUIRE(table.ask(5, 100));
  table.turn();
  table.scheduler().stop();
  for (const auto& sink : table.sinks) CHECK(sink->ended().error->reason == Reason::stopped);
}

}  // namespace policy_test
