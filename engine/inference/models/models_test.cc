#include "engine/inference/models/models.h"

#include <doctest/doctest.h>

#include <future>
#include <map>

#include "engine/inference/schedule/test_model.h"

namespace models_test {

using namespace engine;
using namespace engine::inference;
using namespace std::chrono_literals;
using models::Models;

/// Models of 1,000 bytes each, loaded when the test says so.
class Shelf {
 public:
  explicit Shelf(const models::Settings& settings)
      : models(
            settings, {"a", "b", "c"}, 2,
            [this](const std::string& name, const LoadProgress& progress,
                   const std::stop_token& stop) { return load(name, progress, stop); },
            [this] { return Time(now.load()); }) {}

  Expected<Models::Scheduler> load(const std::string& name, const LoadProgress& progress,
                                   const std::stop_token& stop) {
    progress(0.5);
    while (holds.load() && !stop.stop_requested()) std::this_thread::sleep_for(1ms);
    if (stop.stop_requested()) return failure(Reason::stopped, "given up");
    if (fails.load()) return failure(Reason::malformed, name + " is not a model");
    ++loads;
    return schedule::Scheduler::start(std::make_shared<TestModel>(), {}, nullptr,
                                      std::chrono::steady_clock::now,
                                      std::make_shared<schedule::Tally>())
        .map([](auto scheduler) { return Models::Scheduler(std::move(scheduler)); });
  }

  std::future<Expected<Models::Scheduler>> want(const std::string& name) {
    auto promise = std::make_shared<std::promise<Expected<Models::Scheduler>>>();
    models.want(name, [promise](auto model) { promise->set_value(std::move(model)); });
    return promise->get_future();
  }
  Models::Look look(std::size_t at) { return models.look().at(at); }

  std::atomic<Duration> now{Duration(1h)};
  std::atomic<bool> holds{false}, fails{false};
  std::atomic<int> loads{0};
  Models models;
};

TEST_CASE("a model is loaded once, however many want it, while others are served") {
  Shelf shelf({});
  REQUIRE(shelf.want("b").get());
  shelf.holds = true;
  auto first = shelf.want(""), second = shelf.want("a");  // the first is meant by no name
  while (shelf.look(0).progress < 0.5) std::this_thread::sleep_for(1ms);
  CHECK(shelf.look(0).state == Models::State::loading);
  CHECK(shelf.want("b").get());
  CHECK(shelf.want("a").get().error().reason == Reason::overloaded);  // two wait already
  shelf.holds = false;
  const auto one = first.get(), other = second.get();
  REQUIRE(one);
  CHECK(*one == *other);
  CHECK(shelf.loads == 2);
  CHECK(shelf.look(0).state == Models::State::loaded);
  CHECK(shelf.look(0).bytes == 1'000);
}

TEST_CASE("synchronously, whoever wants it loads it") {
  Shelf shelf({.asynchronous = false});
  bool told = false;
  shelf.models.want("a", [&](const auto& model) { told = model.has_value(); });
  CHECK(told);
}

TEST_CASE("what nobody uses for its time is dropped; what is in use is not") {
  Shelf shelf({.asynchronous = false});
  auto held = shelf.want("a").get();
  REQUIRE(shelf.want("b").get());
  shelf.now = shelf.now.load() + 5min - 1ns;
  shelf.models.tidy();
  CHECK(shelf.look(1).state == Models::State::loaded);
  shelf.now = shelf.now.load() + 1ns;
  shelf.models.tidy();
  CHECK(shelf.look(0).state == Models::State::loaded);
  CHECK(shelf.look(1).state == Models::State::absent);
  held = {};
  shelf.now = shelf.now.load() + 5min;
  shelf.models.tidy();
  CHECK(shelf.look(0).state == Models::State::absent);
  CHECK(shelf.models.counts().dropped == 2);
  CHECK(shelf.want("a").get());
}

TEST_CASE("the one that was used the longest ago makes room") {
  Shelf shelf({.ttl = std::nullopt, .capacity_bytes = 2'500});
  REQUIRE(shelf.want("a").get());
  shelf.now = shelf.now.load() + 1s;
  REQUIRE(shelf.want("b").get());
  shelf.now = shelf.now.load() + 1s;
  REQUIRE(shelf.want("a").get());
  REQUIRE(shelf.want("c").get());
  CHECK(shelf.look(0).state == Models::State::loaded);
  CHECK(shelf.look(1).state == Models::State::absent);
  CHECK(shelf.look(2).state == Models::State::loaded);
}

TEST_CASE("a model that is larger than all of the room is refused") {
  Shelf shelf({.capacity_bytes = 900});
  CHECK(shelf.want("a").get().error().reason == Reason::too_large);
}

TEST_CASE("who waits for a model that can't be loaded is told why, and it is tried again") {
  Shelf shelf({});
  shelf.fails = true;
  CHECK(shelf.want("a").get().error().reason == Reason::malformed);
  CHECK(shelf.look(0).state == Models::State::failed);
  CHECK(shelf.look(0).error == "a is not a model");
  shelf.fails = false;
  CHECK(shelf.want("a").get());
  CHECK(shelf.want("d").get().error().reason == Reason::unreadable);
}

TEST_CASE("who has waited for too long is told so, and the model is loaded all the same") {
  Shelf shelf({});
  shelf.holds = true;
  std::promise<Expected<Models::Scheduler>> late;
  shelf.models.want(
      "a", [&](auto model) { late.set_value(std::move(model)); }, Time(1h + 10s));
  auto patient = shelf.want("a");
  shelf.models.give_up();
  shelf.now = 1h + 10s;
  shelf.models.give_up();
  CHECK(late.get_future().get().error().reason == Reason::timed_out);
  shelf.holds = false;
  CHECK(patient.get());
}

TEST_CASE("stopping gives up what is being loaded, and tells those who wait") {
  Shelf shelf({});
  shelf.holds = true;
  auto first = shelf.want("a"), second = shelf.want("b");
  shelf.models.stop();
  CHECK(first.get().error().reason == Reason::stopped);
  CHECK(second.get().error().reason == Reason::stopped);
  CHECK(shelf.want("c").get().error().reason == Reason::stopped);
}

}  // namespace models_test
