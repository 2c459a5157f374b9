#include "harness/measure/measure.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "harness/checks/checks.h"
#include "harness/run/points.h"

namespace measure_test {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using harness::Completion;
using harness::Duration;
using harness::Expected;
using harness::Outcome;
using harness::RealClock;
using harness::Request;
using harness::measure::MeasuredStep;
using harness::measure::StepOrder;
using harness::scenario::ClosedLoad;
using harness::scenario::OpenLoad;
using harness::scenario::Prepared;
using harness::scenario::Step;
using harness::scenario::TargetOrder;

namespace {

/// How the targets of one test behave, and what became of them. Targets are made by a plain
/// function, so this is where the two meet.
struct Toys {
  std::uint64_t forgets_every = 0;               // requests that never end
  std::string wrong;                             // what verify() says
  int makeable = 1'000'000;                      // how many targets can be made
  std::optional<harness::BuildMark> build = {};  // what it says of the code that does the work
  std::uint64_t fails_every = 0;                 // requests that fail
  std::uint64_t stop_at = 0;                     // which request asks for a stop
  std::stop_source stop;

  int made = 0, alive = 0;
  std::vector<std::multiset<std::uint64_t>> items;  // by target
  std::set<fs::path> scratches;
  std::vector<harness::scenario::Setting> settings;
  Duration ageing{};
  std::vector<std::string> told;  // phases
  std::vector<harness::scenario::Activity> begun;
};
Toys toys;

class Toy final : public harness::Target {
 public:
  explicit Toy(harness::Clock& clock) : clock_(clock) { ++toys.alive; }
  ~Toy() override { --toys.alive; }

  std::uint64_t population() const override { return 50; }
  std::vector<std::string> stages() const override { return {"only"}; }
  Expected<void> verify() override {
    if (!toys.wrong.empty()) return harness::failure(toys.wrong);
    return {};
  }
  void submit(const Request& request, Completion done) override {
    toys.items.back().insert(request.item);
    if (toys.stop_at != 0 && request.id == toys.stop_at) toys.stop.request_stop();
    if (toys.forgets_every != 0 && request.id % toys.forgets_every == 0) return;
    const harness::Instant now = clock_.now();
    const Duration stage = now - done.sent();
    if (toys.fails_every != 0 && request.id % toys.fails_every == 0) {
      done(Outcome::failed, done.sent(), now, now, {&stage, 1}, {"worn out", "toy"});
      return;
    }
    done(Outcome::ok, done.sent(), now, now, {&stage, 1});
  }

 private:
  harness::Clock& clock_;
};

Expected<Prepared> make_toy(const TargetOrder& order) {
  if (toys.made == toys.makeable) return harness::failure("no more toys");
  ++toys.made;
  toys.items.emplace_back();
  toys.settings = order.settings;
  toys.ageing = order.ageing;
  order.tell("ageing");
  CHECK(fs::is_directory(order.scratch));
  CHECK(fs::is_empty(order.scratch));
  CHECK(toys.scratches.insert(order.scratch).second);  // a folder of its own
  std::ofstream(order.scratch / "left-over") << "as a store would";
  Prepared prepared;
  prepared.target = std::make_unique<Toy>(order.clock);
  prepared.engine = "toy";
  prepared.build = toys.build;
  return prepared;
}

/// Measures a step on targets that behave as `behaviour` says, and holds the promises that every
/// step must hold: each target is gone, and its folder with it.
Expected<MeasuredStep> measure(const harness::scenario::Load& load, Toys behaviour = {}) {
  toys = std::move(behaviour);
  RealClock clock;
  const fs::path scratch =
      fs::temp_directory_path() / ("prony-measure-test-" + std::to_string(getpid()));
  const Step step{.name = "step", .settings = {{"b", "2"}}, .load = load, .ageing = 7s};
  const harness::mix::Popularity popularity{.choice = harness::mix::Choice::sequential};
  const StepOrder order{
      .step = step,
      .popularity = popularity,
      .make_target = make_toy,
      .target = {.clock = clock,
                 .engine = "toy",
                 .settings = {{"a", "1"}},
                 .corpus = {},
                 .scratch = scratch},
      .seed = 3,
      .interval = 20ms,
      .origin = clock.now(),
      .tell = [](const std::string& phase, const auto&) { toys.told.push_back(phase); },
      .begins = [](harness::scenario::Activity activity) { toys.begun.push_back(activity); },
      .patience = 30ms};
  auto measured = harness::measure::measure(clock, order, toys.stop.get_token());
  CHECK(toys.alive == 0);
  for (const fs::path& folder : toys.scratches) CHECK_FALSE(fs::exists(folder));
  fs::remove_all(scratch);
  return measured;
}

OpenLoad open_load() {
  OpenLoad load;
  load.rate = harness::schedule::per_second(1000);
  load.segments = {{"low", 1, 1, 100ms}, {"high", 2, 2, 50ms}};
  load.waiting = harness::Waiting::sleep;
  load.warm_up = 50ms;
  return load;
}

double offered(const MeasuredStep& step) {
  double sum = 0;
  for (const auto& row : step.timeline) sum += row.offered.value();
  return sum;
}

}  // namespace

TEST_CASE("an open load is measured phase by phase, the warm-up marked as such") {
  const MeasuredStep step = measure(open_load()).value();
  REQUIRE(step.phases.size() == 3);
  CHECK(step.phases[0].name == "warm-up");
  CHECK_FALSE(step.phases[0].measured);
  CHECK(step.phases[1].measured);
  CHECK(step.phases[0].totals.outcomes.ok == 50);
  CHECK(step.phases[1].totals.outcomes.ok == 100);
  CHECK(step.phases[2].totals.outcomes.ok == 100);
  CHECK(step.phases[2].planned_per_s == doctest::Approx(2000));
  CHECK(step.phases[2].start_s - step.phases[1].start_s == doctest::Approx(0.1));
  CHECK(step.phases[1].totals.stages.at(0).count() == 100);
  CHECK(step.open_loop);
  CHECK(step.engine == "toy");
  CHECK(step.stages == std::vector<std::string>{"only"});
  CHECK(step.unfinished == 0);
  CHECK(toys.ageing == 7s);
  CHECK(toys.told.at(0) == "ageing");
  CHECK_FALSE(step.cut_short);
  CHECK(step.wrong.empty());
  CHECK(offered(step) == 250);  // from the first request to the last
  REQUIRE(step.build);
  CHECK(step.build->optimised == harness::this_build().optimised);  // of Toy's own unit
  CHECK(toys.made == 1);
  CHECK(toys.settings == std::vector<harness::scenario::Setting>{{"a", "1"}, {"b", "2"}});
}

TEST_CASE("a target may say how the code behind it was built") {
  Toys slow;
  slow.build = harness::BuildMark{.sanitizers = "thread", .optimised = false};
  const MeasuredStep step = measure(open_load(), slow).value();
  REQUIRE(step.build);
  CHECK_FALSE(step.build->optimised);
  CHECK(std::string_view(step.build->sanitizers) == "thread");
}

TEST_CASE("a closed load is measured with its warm-up") {
  const MeasuredStep step =
      measure(ClosedLoad{.clients = 4, .length = 60ms, .warm_up = 20ms, .think_time = 1ms}).value();
  REQUIRE(step.phases.size() == 2);
  CHECK_FALSE(step.phases[0].measured);
  CHECK(step.phases[1].measured);
  const auto& outcomes = step.phases[1].totals.outcomes;
  CHECK(outcomes.ok > 0);
  CHECK(outcomes.ok <= 4 * 60);  // four clients, thinking for 1 ms each time
  CHECK(offered(step) == static_cast<double>(outcomes.ok + step.phases[0].totals.outcomes.ok));
  CHECK_FALSE(step.open_loop);
}

TEST_CASE("in passes each fresh target is asked for each item once") {
  const MeasuredStep step =
      measure(ClosedLoad{.clients = 3, .length = 200ms, .think_time = 2ms, .passes = true}).value();
  REQUIRE(step.passes > 1);
  CHECK(toys.made == static_cast<int>(step.passes));
  for (const auto& items : toys.items) {
    CHECK(items.size() == 50);
    CHECK(std::set(items.begin(), items.end()).size() == 50);
  }
  REQUIRE(step.phases.size() == 1);
  CHECK(step.phases[0].totals.outcomes.ok == 50 * step.passes);
  CHECK(step.phases[0].length > 0s);
  CHECK(offered(step) == static_cast<double>(50 * step.passes));
}

TEST_CASE("it is told when each part of a step begins, of each pass anew") {
  using enum harness::scenario::Activity;
  REQUIRE(measure(open_load()));
  CHECK(toys.begun == std::vector{making, loading, checking});
  const MeasuredStep step =
      measure(ClosedLoad{.clients = 3, .length = 100ms, .think_time = 2ms, .passes = true}).value();
  CHECK(toys.begun.size() == 3 * step.passes);
  CHECK(toys.begun.back() == checking);
}

TEST_CASE("a load that can't be offered is given up in order, and fails a check by that name") {
  OpenLoad load = open_load();
  load.rate = harness::schedule::per_second(4e8);
  const auto before = std::chrono::steady_clock::now();
  const MeasuredStep step = measure(load).value();
  CHECK(std::chrono::steady_clock::now() - before < 20s);  // 8e7 requests take longer
  CHECK(step.given_up.find("can't offer this rate: it reached ") != std::string::npos);
  CHECK_FALSE(step.cut_short);
  CHECK(step.unfinished == 0);
  const auto checks = harness::checks::check_step(step, harness::checks::Purpose::figures);
  CHECK(std::any_of(checks.begin(), checks.end(), [](const auto& check) {
    return check.name == "load could be offered" &&
           check.state == harness::result::CheckState::failed;
  }));
}

TEST_CASE("a stop in mid-run keeps what was measured and says that it was cut short") {
  Toys stopping;
  stopping.stop_at = 100;  // well within the second phase
  OpenLoad load = open_load();
  load.segments[0].length = 1h;
  MeasuredStep step = measure(load, stopping).value();
  CHECK(step.cut_short);
  CHECK(step.phases[0].totals.outcomes.ok == 50);
  CHECK(step.phases[1].totals.outcomes.ok == 51);
  CHECK(step.phases[1].length >= 50ms);
  CHECK(step.phases[1].length < 1h);
  harness::result::RunResult result;
  harness::run::add_step(step, result);
  CHECK(result.points.size() == 2);  // what never came is no point
}

TEST_CASE("a stop ends the passes") {
  Toys stopping;
  stopping.stop_at = 20;
  const MeasuredStep step =
      measure(ClosedLoad{.clients = 2, .length = 1h, .passes = true}, stopping).value();
  CHECK(step.cut_short);
  CHECK(step.passes == 1);
  CHECK(step.phases.at(0).totals.outcomes.ok == 21);
}

TEST_CASE("what verify() finds is kept") {
  Toys lying;
  lying.wrong = "two and two came to five";
  CHECK(measure(open_load(), lying).value().wrong == "two and two came to five");
}

TEST_CASE("requests that the target never ends are counted, and the others kept") {
  Toys forgetful;
  forgetful.forgets_every = 10;
  const MeasuredStep step = measure(open_load(), forgetful).value();
  CHECK(step.unfinished == 25);
  CHECK(step.phases[0].totals.outcomes.ok == 45);
}

TEST_CASE("why requests failed is told by phase, and over all targets of passes") {
  Toys failing;
  failing.fails_every = 10;
  const MeasuredStep open = measure(open_load(), failing).value();
  REQUIRE(open.failures.size() == 3);
  for (std::uint32_t phase = 0; phase < 3; ++phase) {
    CHECK(open.failures[phase].phase == phase);
    CHECK(open.failures[phase].reason == "worn out");
    CHECK(open.failures[phase].example == "toy");
    CHECK(open.failures[phase].count == (phase == 0 ? 5 : 10));
  }
  const MeasuredStep passes =
      measure(ClosedLoad{.clients = 3, .length = 60ms, .think_time = 2ms, .passes = true}, failing)
          .value();
  REQUIRE(passes.failures.size() == 1);
  CHECK(passes.failures[0].count == 5 * passes.passes);
}

TEST_CASE("a target that can't be made is an error, and nothing stays behind") {
  Toys none;
  none.makeable = 0;
  const auto nothing = measure(open_load(), none);
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().message == "no more toys");
  Toys one;
  one.makeable = 1;
  CHECK_FALSE(measure(ClosedLoad{.clients = 1, .length = 1h, .passes = true}, one));
  OpenLoad impossible = open_load();
  impossible.rate.value = -1;
  CHECK_FALSE(measure(impossible));
}

TEST_CASE("steps in turn: a pass of each, then another of each, until all have had enough") {
  toys = {};
  RealClock clock;
  const fs::path scratch =
      fs::temp_directory_path() / ("prony-turn-test-" + std::to_string(getpid()));
  const ClosedLoad load{.clients = 3, .length = 200ms, .passes = true};
  std::vector<Step> steps(2);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i] = {
        .name = i == 0 ? "one" : "other", .settings = {{"b", std::to_string(i)}}, .load = load};
  }
  std::get<ClosedLoad>(steps[1].load).length = 50ms;
  std::vector<StepOrder> orders;
  for (const Step& step : steps) {
    orders.push_back({.step = step,
                      .popularity = {},
                      .make_target = make_toy,
                      .target = {.clock = clock,
                                 .engine = "toy",
                                 .settings = {},
                                 .corpus = {},
                                 .scratch = scratch / step.name},
                      .interval = 20ms,
                      .origin = clock.now(),
                      .tell = [](const std::string&, const harness::result::TimelineRow&) {}});
  }
  const auto measured = harness::measure::measure_in_turn(clock, orders, toys.stop.get_token());
  fs::remove_all(scratch);
  REQUIRE((measured && measured->size() == 2));
  CHECK(measured->at(0).passes > 1);
  for (const MeasuredStep& step : *measured) {
    CHECK(step.phases.at(0).totals.outcomes.ok == 50 * step.passes);
  }
  CHECK(toys.made == static_cast<int>(measured->at(0).passes + measured->at(1).passes));
  for (const auto& items : toys.items) CHECK(items.size() == 50);
  const double other_began = measured->at(1).phases.at(0).start_s;  // before the first one's second
  CHECK(measured->at(0).timeline.back().t_s > other_began);
  CHECK(measured->at(0).phases.at(0).start_s < other_began);
}

}  // namespace measure_test
