#include "scenarios/replay/replay.h"

#include <doctest/doctest.h>

#include "harness/drive/null_target.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/replay/replay_table.h"

namespace replay_test {

using harness::result::RunResult;
using harness::result::SlowRequest;
using harness::result::sample::TemporaryFolder;
using scenarios::median_of;
using scenarios::Replay;
using scenarios::ReplayPlan;
using scenarios::RequestTime;
using scenarios::time_then;
using scenarios::where_time_went;

namespace {

harness::Expected<harness::scenario::Prepared> make_null(
    const harness::scenario::TargetOrder& order) {
  harness::scenario::Prepared prepared;
  prepared.target = std::make_unique<harness::drive::NullTarget>(order.clock, 3);
  prepared.describe = [](std::uint64_t item) { return "document " + std::to_string(item); };
  return prepared;
}

const scenarios::Catalogue& catalogue() {
  static const scenarios::Catalogue made = [] {
    harness::scenario::Subject subject;
    subject.name = "made up";
    subject.make_target = make_null;
    subject.settings = {{.name = "workers"}, {.name = "batch.size"}};
    subject.open_items =
        [](std::string_view chosen) -> harness::Expected<harness::scenario::ItemSet> {
      if (!std::filesystem::exists(chosen)) return harness::failure(std::string(chosen) + ": gone");
      return harness::scenario::ItemSet{};
    };
    subject.scenarios = {{.name = "made-up",
                          .question = "?",
                          .view = harness::result::load_view(),
                          .make_target = make_null}};
    return scenarios::Catalogue({subject});
  }();
  return made;
}

harness::Expected<ReplayPlan> plan_replay(const RunResult& run, std::size_t number) {
  return scenarios::plan_replay(run, number, catalogue());
}

/// A run with a row for each of two steps.
RunResult run() {
  RunResult run;
  run.scenario = "made-up";
  run.started_utc = "2024-05-06T07:08:09Z";
  run.parameters = {{"popularity", "zipf 0.9"}, {"corpus as typed", "docs"},
                    {"corpus", "docs: 3"},      {"engine", "v1"},
                    {"workers", "2"},           {"batch.size", "10"}};
  for (const char* step : {"first", "second"}) {
    SlowRequest row;
    row.step = step;
    row.name = "document 1";
    row.item = 1;
    run.slowest.push_back(row);
  }
  run.points.resize(2);
  run.points[0].step = "first";
  run.points[1].step = "second";
  run.points[1].workers = 4;
  run.points[1].batch_size = 50;
  return run;
}

RequestTime parts(double lag, double wait, double service, double delivery) {
  return {lag + wait + service + delivery, lag, wait, service, delivery, {}};
}

bool says(const std::string& text, const std::string& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a plan has the run's own switches, and of a sweep those of the request's step") {
  const ReplayPlan first = plan_replay(run(), 1).value();
  CHECK(first.engine == "v1");
  CHECK(first.corpus == "docs");
  CHECK(first.corpus_then == "docs: 3");
  using Settings = std::vector<harness::scenario::Setting>;
  CHECK(first.settings == Settings{{"workers", "2"}, {"batch.size", "10"}});
  const ReplayPlan second = plan_replay(run(), 2).value();
  CHECK(second.settings == Settings{{"workers", "2"},
                                    {"batch.size", "10"},
                                    {"batch.size", "50"},  // later ones win
                                    {"workers", "4"}});
}

TEST_CASE("a row that isn't there and an unknown scenario are refused") {
  for (const std::size_t number : {0U, 3U, 4'000'000'000U}) {
    const auto plan = plan_replay(run(), number);
    REQUIRE_FALSE(plan);
    CHECK(says(plan.error().message, "has 2 of them"));
  }
  RunResult other = run();
  other.scenario = "gone";
  CHECK(says(plan_replay(other, 1).error().message, "'gone'"));
}

TEST_CASE("number 1 is the slowest that was measured, whatever the capacity's requests took") {
  RunResult made = run();
  made.slowest[0].latency_ms = 5'000;
  made.slowest[1].latency_ms = 20;
  made.slowest.push_back(made.slowest[1]);
  made.slowest[2].latency_ms = 30;
  made.points[0].measured = false;  // the capacity
  CHECK(plan_replay(made, 1)->then.latency_ms == 30.0);
  CHECK(plan_replay(made, 2)->then.latency_ms == 20.0);
  CHECK_FALSE(plan_replay(made, 3));
  made.points[1].measured = false;
  CHECK(says(plan_replay(made, 1).error().message, "has 0 of them that were measured"));
}

TEST_CASE("what was measured then has its stages") {
  SlowRequest row;
  row.latency_ms = 3;
  row.stages_ms = {{"read", 0.05}, {"parse", 1.25}};
  CHECK(time_then(row).latency_ms == 3);
  CHECK_FALSE(time_then(row).wait_ms);
  CHECK(time_then(row).stage_ms("read") == 0.05);
  CHECK(time_then(row).stage_ms("parse") == 1.25);
  CHECK_FALSE(time_then(row).stage_ms("store"));
}

TEST_CASE("medians are each figure's own, of those that have it") {
  RequestTime a = parts(0, 1, 10, 0), b = parts(0, 3, 2, 0), c = parts(0, 2, 4, 0);
  b.stages_ms = {{"parse", 2}};
  c.stages_ms = {{"parse", 4}, {"store", 1}};
  const RequestTime all = median_of({a, b, c});
  CHECK(all.wait_ms == 2);
  CHECK(all.service_ms == 4);
  CHECK(all.stage_ms("parse") == 3);
  CHECK(all.stage_ms("store") == 1);
  CHECK_FALSE(median_of({}).latency_ms);
}

TEST_CASE("one sentence on where the time went") {
  const RequestTime quick = parts(0, 0.1, 1, 0.1);
  CHECK(says(where_time_went(parts(60, 0, 40, 0), quick), "generator was late: 60 ms of 100 ms"));
  CHECK(says(where_time_went(parts(0, 60, 40, 0), quick), "waited in the queue: 60 ms of 100 ms"));
  CHECK(says(where_time_went(parts(0, 60, 40, 0), parts(0, 30, 1, 0)), "waits as long alone"));
  CHECK(says(where_time_went(parts(0, 40, 60, 0), parts(0, 0, 30, 0)), "item itself is slow"));
  CHECK(says(where_time_went(parts(0, 40, 60, 0), quick), "slow only then"));
  CHECK(says(where_time_went(parts(0, 0, 40, 60), quick), "for others after its own work"));
  CHECK(says(where_time_went(parts(0, 0, 40, 60), parts(0, 0, 1, 30)), "delivery is slow"));
  CHECK(says(where_time_went(parts(0, 40, 40, 20), quick), "No part was half of its 100 ms"));
  CHECK(says(where_time_went({}, quick), "do not tell"));
  RequestTime older = parts(0, 40, 60, 0);  // from when delivery was a part of the service
  older.delivery_ms.reset();
  CHECK(says(where_time_went(older, parts(0, 0, 1, 30)), "item itself is slow"));
}

TEST_CASE("a replay asks each fresh target twice, and finds a document that has moved") {
  const TemporaryFolder folder;
  harness::RealClock clock;
  ReplayPlan plan = plan_replay(run(), 1).value();
  plan.corpus_then.clear();  // the null target has none
  for (const std::uint64_t item : {1U, 0U, 17U}) {
    plan.then.item = item;
    const auto replayed = scenarios::replay(clock, plan, folder.path() / "", 1, {});
    REQUIRE(replayed);
    CHECK(replayed->cold.size() == 1);
    CHECK(replayed->warm.size() == 1);
    CHECK(replayed->wrong.empty());
    std::filesystem::remove_all(folder.path() / "0");
  }
  plan.then.name = "document 3";
  const auto gone = scenarios::replay(clock, plan, folder.path(), 1, {});
  REQUIRE_FALSE(gone);
  CHECK(says(gone.error().message, "document 3 is gone"));
}

TEST_CASE("a stop requested before leaves nothing, and a corpus that is gone is told") {
  const TemporaryFolder folder;
  harness::RealClock clock;
  ReplayPlan plan = plan_replay(run(), 1).value();
  plan.corpus = folder.path() / "no-such-corpus";
  const auto gone = scenarios::replay(clock, plan, folder.path(), 1, {});
  REQUIRE_FALSE(gone);
  CHECK(says(gone.error().message, "no-such-corpus"));
  plan.corpus_then.clear();
  std::stop_source stop;
  stop.request_stop();
  CHECK(scenarios::replay(clock, plan, folder.path(), 5, stop.get_token())->cold.empty());
}

TEST_CASE("the text has the parts in the run and alone, the stages, and what has changed") {
  ReplayPlan plan = plan_replay(run(), 2).value();
  plan.then.latency_ms = 80;
  plan.then.wait_ms = 60;
  plan.then.service_ms = 20;
  plan.then.stages_ms = {{"parse", 12.5}, {"vanished", 1}};
  Replay replayed;
  replayed.stages = {"read", "parse"};
  replayed.cold = {parts(0, 0.1, 2, 0)};
  replayed.cold[0].stages_ms = {{"parse", 1.5}};
  replayed.warm = {parts(0, 0.1, 0.25, 0)};
  replayed.notes = {"the corpus has changed"};
  const std::string text = replay_text(plan, replayed, 100);
  for (const char* part : {"slow request 2: document 1", "second/", "80 ms", "12.5 ms", "1.5 ms",
                           "250 µs", "vanished", "waited in the queue: 60 ms of 80 ms",
                           "note: the corpus has changed", "of 1 fresh target\n"}) {
    CHECK(says(text, part));
  }
}

}  // namespace replay_test
