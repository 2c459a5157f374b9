// What a workload gets of a service, whatever its items are.
#include "engine/run/service.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>

#include "engine/run/told_work.h"

namespace service_test {

using engine::Expected;
using engine::Reason;
using engine::run::Did;
using engine::run::Execution;
using engine::run::ExecutorKind;
using engine::run::Outcome;
using engine::run::Plan;
using engine::run::plan_of;
using engine::run::Progress;
using engine::run::ProgressBoard;
using engine::run::QueuePolicy;
using engine::run::Service;
using engine::run::told::Context;
using engine::run::told::Item;
using engine::run::told::Teller;
using engine::run::told::Work;
using engine::run::told::work;

using namespace std::chrono_literals;

namespace {

const engine::telemetry::Settings without{.level = engine::telemetry::Level::off};

/// A service of told work, and how its items ended.
struct Desk {
  explicit Desk(
      const Execution& execution, const Work& does = work,
      const engine::telemetry::Settings& telemetry = {.level = engine::telemetry::Level::off})
      : service(
            does, *plan_of(does, execution),
            [](ProgressBoard::Seat&) { return std::make_unique<Context>(); },
            [this](Item& item, Outcome outcome) { note(item, outcome); },
            std::chrono::steady_clock::now, telemetry) {}

  void submit(int number) {
    Item item{.number = number, .teller = &teller, .trace = {}};
    item.identity = static_cast<std::size_t>(number);
    service.submit(std::move(item));
  }

  void note(const Item& item, Outcome outcome) {
    const std::lock_guard lock(mutex);
    CHECK_UNARY(ends.emplace(item.number, outcome).second);
    errors.emplace(item.number, item.trace.error);
  }

  Teller teller;
  std::mutex mutex;
  std::map<int, Outcome> ends;
  std::map<int, std::optional<engine::Error>> errors;
  Service<Work> service;
};

Execution usual(ExecutorKind executor) {
  Execution execution;
  execution.executor = executor;
  execution.workers = 3;
  execution.adaptive = false;
  execution.queue_policy = QueuePolicy::block;
  execution.retry.attempts = 1;
  return execution;
}

}  // namespace

TEST_CASE("every item ends once, and the counts add up, with each executor") {
  for (const ExecutorKind executor :
       {ExecutorKind::sequential, ExecutorKind::threads, ExecutorKind::pipeline}) {
    Desk desk(usual(executor));
    desk.teller.stage = [](Item& item, std::size_t stage) -> Expected<Did> {
      if (stage == 1 && item.number % 4 == 0) return engine::failure(Reason::malformed, "fourth");
      return Did::work;
    };
    for (int i = 0; i < 200; ++i) desk.submit(i);
    desk.service.stop();
    desk.submit(200);
    CHECK(desk.service.counts().ok == 150);
    CHECK(desk.service.counts().failed == 50);
    CHECK(desk.service.counts().shed == 1);
    REQUIRE(desk.ends.size() == 201);
    for (const auto& [number, outcome] : desk.ends) {
      CAPTURE(number);
      const Outcome expected = number == 200     ? Outcome::shed
                               : number % 4 == 0 ? Outcome::failed
                                                 : Outcome::ok;
      CHECK(outcome == expected);
      CHECK(desk.errors[number].has_value() == (outcome != Outcome::ok));
    }
    CHECK(desk.errors[200]->reason == Reason::stopped);
  }
}

TEST_CASE("a full queue sheds where it may, and nothing that was taken in") {
  Execution execution = usual(ExecutorKind::sequential);
  execution.queue_policy = QueuePolicy::shed;
  execution.queue_capacity = 2;
  Desk desk(execution);
  std::mutex gate;
  gate.lock();
  desk.teller.stage = [&](Item&, std::size_t) -> Expected<Did> {
    const std::lock_guard open(gate);
    return Did::work;
  };
  for (int i = 0; i < 20; ++i) desk.submit(i);
  const std::uint64_t shed = desk.service.counts().shed;
  CHECK(shed >= 17);  // one in the worker's hands, two that wait
  CHECK(desk.service.queued() <= 2);
  gate.unlock();
  desk.service.stop();
  CHECK(desk.service.counts().ok == 20 - shed);
  for (const auto& [number, error] : desk.errors) {
    if (error) CHECK(error->reason == Reason::overloaded);
  }
}

TEST_CASE("an end that came of another item's way is counted, too") {
  Desk desk(usual(ExecutorKind::threads));
  desk.service.count({.outcome = Outcome::failed, .reason = "malformed"});
  CHECK(desk.service.counts().failed == 1);
}

TEST_CASE("settings that are not for this workload are invalid options") {
  const auto reason_of = [](const Execution& execution, const Work& does) {
    const auto plan = plan_of(does, execution);
    REQUIRE_FALSE(plan);
    return plan.error().reason;
  };
  Execution execution = usual(ExecutorKind::threads);
  CHECK(plan_of(work, execution));
  SUBCASE("a stage that there is not") {
    execution.faults_plan = "parse:error:5%";
    CHECK(reason_of(execution, work) == Reason::invalid_option);
  }
  SUBCASE("crashes without child processes") {
    execution.faults_plan = "first:crash:5%";
    CHECK(reason_of(execution, work) == Reason::invalid_option);
    execution.executor = ExecutorKind::processes;
    CHECK(plan_of(work, execution));
    Work hard = work;
    hard.crash = nullptr;
    CHECK(reason_of(execution, hard) == Reason::invalid_option);
  }
  SUBCASE("pauses at odds") {
    execution.retry.first_pause = 2s;
    CHECK(reason_of(execution, work) == Reason::invalid_option);
  }
}

TEST_CASE("executors differ in their plans alone") {
  Execution execution = usual(ExecutorKind::sequential);
  execution.adaptive = true;
  const auto plan = [&](ExecutorKind executor) {
    execution.executor = executor;
    return *plan_of(work, execution);
  };
  CHECK(plan(ExecutorKind::sequential).workers == 1);
  for (const ExecutorKind executor : {ExecutorKind::threads, ExecutorKind::processes}) {
    CHECK(plan(executor).workers == 3);
    CHECK_FALSE(plan(executor).hands_over);
    CHECK_FALSE(plan(executor).adaptive);
  }
  CHECK(plan(ExecutorKind::pipeline).hands_over);
  CHECK(plan(ExecutorKind::pipeline).adaptive);
}

TEST_CASE("whoever looks sees what workers say that they have in their hands") {
  struct Seated {
    ProgressBoard::Seat& seat;
  };
  using Board = engine::run::Workload<Item, Seated>;
  static std::mutex gate;
  const engine::run::Stage<Item, Seated> stages[] = {
      {"long", [](Item& item, Seated& context) -> Expected<Did> {
         const engine::run::Sitting sitting(context.seat, std::to_string(item.number),
                                            item.trace.started, "long");
         const std::lock_guard open(gate);
         return Did::work;
       }}};
  const Board board{
      "board",        stages,
      "finish",       [](std::span<Item* const>, Seated&) { return Expected<void>(); },
      [](Seated&) {}, nullptr};
  Service<Board> service(
      board, *plan_of(board, usual(ExecutorKind::threads)),
      [](ProgressBoard::Seat& seat) { return std::make_unique<Seated>(Seated{seat}); },
      [](Item&, Outcome) {}, std::chrono::steady_clock::now, without);
  gate.lock();
  service.submit({.number = 7, .trace = {}});
  std::vector<Progress> seen;
  while (seen.empty()) seen = service.progress();
  CHECK(seen.front().id == "7");
  CHECK(seen.front().stage == "long");
  gate.unlock();
  service.stop();
  CHECK(service.progress().empty());
}

TEST_CASE("telemetry is told of every end") {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / "prony_service_test.telemetry.jsonl";
  std::filesystem::remove(file);
  {
    Work known = work;
    known.about = [](Item&) { return engine::run::About{.id = "an item", .bytes = 5}; };
    Desk desk(usual(ExecutorKind::pipeline), known,
              {.level = engine::telemetry::Level::spans, .sample = 1, .file = file});
    for (int i = 0; i < 10; ++i) desk.submit(i);
    desk.service.stop();
    CHECK(desk.service.telemetry_fate().lines > 0);
    CHECK(desk.service.telemetry_fate().documents_dropped == 0);
  }
  std::ifstream written(file);
  const std::string all(std::istreambuf_iterator<char>(written), {});
  CHECK(all.find("an item") != std::string::npos);
  std::filesystem::remove(file);
}

}  // namespace service_test
