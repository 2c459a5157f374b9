// Whole ablations whose trials are made up.
#include "harness/run/ablate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "harness/result/run_files.h"
#include "harness/result/sample/temporary_folder.h"

namespace ablate_test {

using namespace harness::scenario;
using namespace std::chrono_literals;
using namespace harness::run;
using harness::Clock;
using harness::RealClock;
using harness::ablation::Claim;
using harness::ablation::Comparison;
using harness::ablation::Design;
using harness::result::Effect;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::sample::TemporaryFolder;

namespace {

/// As fast as its last setting "speed" says; what has no such speed can't be measured.
harness::Expected<RunResult> made_up(const harness::child::TrialOrder& order,
                                     const std::stop_token& /*stop*/) {
  const std::string& speed = order.target.settings.back().second;
  if (speed == "none") return harness::failure("there is no speed 'none'");
  RunResult result;
  Point& point = result.points.emplace_back();
  point.achieved_per_s = std::stod(speed);
  if (order.rate_per_s > 0) point.offered_per_s = order.rate_per_s;
  return result;
}

harness::result::Figure figure_of(const RunResult& trial, std::string_view metric) {
  const Point& point = trial.points.at(0);
  return metric == "rate" ? point.offered_per_s : point.achieved_per_s;
}

/// Configuration i has the setting speed=speeds[i]; each after the first is compared with it.
Design design_of(const std::vector<std::string>& speeds) {
  Design design;
  design.figure = figure_of;
  design.trial = 10ms;
  design.most = 60s;
  design.within = 1;
  for (const std::string& speed : speeds) {
    design.configurations.push_back({.load = "made up", .settings = {{"speed", speed}}});
  }
  for (std::size_t i = 1; i < speeds.size(); ++i) {
    Comparison comparison;
    comparison.switch_name = "speed " + speeds[i];
    comparison.with = i;
    comparison.claims = {Claim{.metric = "achieved_per_s"}};
    design.comparisons.push_back(comparison);
  }
  return design;
}

/// A run of a design, up to its result.
class Ablation {
 public:
  explicit Ablation(Design design) {
    scenario_.name = "ablation";
    order_.form.course = std::move(design);
    order_.scratch = folder_.path();
    order_.seed = 5;
  }

  harness::Expected<RunResult> run(const std::stop_token& stop = {}) {
    RunLog log(clock_, order_);
    const auto done = ablate(
        clock_, order_, log, [this](const Progress& progress) { told_.insert(progress.step); },
        stop);
    if (!done) return tl::unexpected(done.error());
    return log.finish(false);
  }

  const std::set<std::string>& told() const { return told_; }
  bool left_nothing() const { return std::filesystem::is_empty(folder_.path()); }
  std::vector<Setting>& settings() { return order_.settings; }

 private:
  TemporaryFolder folder_;
  RealClock clock_;
  Scenario scenario_;
  RunOrder order_{.scenario = scenario_,
                  .form = {},
                  .limits = {},
                  .until = {},
                  .capacity_per_s = {},
                  .engine = {},
                  .settings = {},
                  .corpus = {},
                  .corpus_as_typed = {},
                  .scratch = {},
                  .command = {},
                  .commit = {},
                  .make_trial = made_up};
  std::set<std::string> told_;
};

}  // namespace

TEST_CASE("an ablation measures each configuration in processes of its own, round by round") {
  Ablation ablation(design_of({"100", "150", "80"}));
  const auto result = ablation.run();
  REQUIRE(result);
  REQUIRE(result->effects.size() == 2);
  CHECK(*result->effects[0].measured == doctest::Approx(0.5));
  CHECK(*result->effects[1].measured == doctest::Approx(-0.2));
  CHECK(*result->effects[0].rounds == 7);  // narrow at two looks: after rounds 5 and 7
  CHECK(ablation.told().count("round 7") == 1);
  CHECK(ablation.left_nothing());
}

TEST_CASE("what can't be measured is told and takes only its own comparisons with it") {
  Ablation ablation(design_of({"100", "none", "80"}));
  const auto result = ablation.run();
  REQUIRE(result);
  REQUIRE(result->effects.size() == 1);
  CHECK(result->effects[0].switch_name == "speed 80");
  const bool told =
      std::any_of(result->warnings.begin(), result->warnings.end(), [](const std::string& warning) {
        return warning.ends_with("speed=none: 2 trials not made: there is no speed 'none'");
      });
  CHECK(told);
  CHECK(ablation.left_nothing());
}

TEST_CASE("where nothing can be measured, the reason is the error") {
  Ablation ablation(design_of({"none", "100"}));
  const auto result = ablation.run();
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "there is no speed 'none'");
}

TEST_CASE("a rate is a share of the capacity measured before") {
  Design design = design_of({"200", "300", "300"});
  design.configurations[1].rate = harness::ablation::Share{0, 0.6};
  design.configurations[2].rate = harness::ablation::Share{0, 0.3};
  design.comparisons.erase(design.comparisons.begin());
  design.comparisons[0].without = 1;
  design.comparisons[0].claims = {Claim{.metric = "rate"}};
  Ablation ablation(std::move(design));
  const auto result = ablation.run();
  REQUIRE(result);
  CHECK(*result->effects.at(0).measured == doctest::Approx(-0.5));
  CHECK(*result->effects.at(0).without_switch == doctest::Approx(120));
  CHECK(ablation.told().count("capacity") == 1);
}

TEST_CASE("the run's settings hold where the configuration does not say otherwise") {
  Design design = design_of({"100", "150"});
  design.configurations[1].settings.clear();
  Ablation ablation(std::move(design));
  ablation.settings() = {{"speed", "200"}};
  const auto result = ablation.run();
  REQUIRE(result);
  CHECK(*result->effects.at(0).measured == doctest::Approx(1));
}

TEST_CASE("a stop request ends it in order, with what there is") {
  std::stop_source stop;
  stop.request_stop();
  Ablation ablation(design_of({"100", "150"}));
  const auto result = ablation.run(stop.get_token());
  REQUIRE(result);
  CHECK(result->effects.empty());
}

TEST_CASE("when the time is up no further trial begins") {
  Design design = design_of({"100", "150"});
  design.most = 1ns;
  const auto result = Ablation(std::move(design)).run();
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "the time was up before anything could be compared");
}

}  // namespace ablate_test
