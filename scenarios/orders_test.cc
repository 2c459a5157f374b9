// What every scenario orders: what differs between two steps is what their labels say, and a run
// that sheds its load can't pass.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>

#include "harness/objective/objective.h"
#include "harness/scenario/held_settings.h"
#include "scenarios/documents/subject.h"
#include "scenarios/general/null_subject.h"
#include "scenarios/general/scenarios.h"
#include "scenarios/inference/inference_subject.h"

namespace orders_test {

using harness::scenario::ClosedLoad;
using harness::scenario::Form;
using harness::scenario::Load;
using harness::scenario::OpenLoad;
using harness::scenario::Scenario;
using harness::scenario::Step;
using Names = std::set<std::string>;

namespace {

/// Of all of Prony's subjects.
const std::vector<harness::scenario::Scenario>& all_scenarios() {
  static const std::vector<harness::scenario::Scenario> all = [] {
    std::vector<harness::scenario::Scenario> scenarios =
        scenarios::scenarios_of(scenarios::documents_subject());
    for (auto& one : scenarios::scenarios_of(scenarios::inference::inference_subject())) {
      scenarios.push_back(std::move(one));
    }
    const harness::scenario::Subject null = scenarios::null_subject();
    scenarios.insert(scenarios.end(), null.scenarios.begin(), null.scenarios.end());
    return scenarios;
  }();
  return all;
}

/// How the table below calls a scenario: those of the first subject by their own names.
std::string key_of(const Scenario& scenario) {
  return scenario.subject == "inference" ? "inference/" + scenario.name : scenario.name;
}

/// What the steps of a scenario may differ in, and do: a reader finds it in their names.
const std::map<std::string, Names>& told_by_labels() {
  static const std::map<std::string, Names> all{
      {"batch", {"executor", "workers.adaptive", "batch.size"}},
      {"batch-sweep", {"batch.size"}},
      {"cache", {"cache.policy", "cache.admission", "cache.capacity", "popularity"}},
      // Jobs of many files take longer, and are measured for longer to see as many of them.
      {"crossover", {"executor", "workers.adaptive", "job.files", "length"}},
      {"faults", {"faults.plan", "executor", "retry.attempts"}},
      {"formats", {"documents.format"}},
      {"inference/batch-window", {"schedule", "schedule.window", "clients"}},
      {"inference/cache", {"cache.policy"}},
      {"inference/connections", {"clients", "client.connections"}},
      {"inference/faults", {"faults.plan"}},
      {"inference/model-loading", {"models.loading", "model.weights"}},
      {"inference/schedulers", {"schedule", "clients"}},
      {"inference/worker-sweep", {"schedule.workers"}},
      {"overhead", {"load", "waiting"}},
      {"single", {"documents.from", "documents.below", "documents.seen"}},
      {"worker-sweep", {"workers"}}};
  return all;
}

std::map<std::string, std::string> values_of(const Step& step) {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : step.settings) values[name] = value;
  return values;
}

void compare_settings(const Step& a, const Step& b, Names& differences) {
  const auto of_a = values_of(a), of_b = values_of(b);
  for (const auto& [name, value] : of_a) {
    if (!of_b.contains(name) || of_b.at(name) != value) differences.insert(name);
  }
  for (const auto& [name, value] : of_b) {
    if (!of_a.contains(name)) differences.insert(name);
  }
}

void compare(const ClosedLoad& a, const ClosedLoad& b, Names& differences) {
  if (a.clients != b.clients) differences.insert("clients");
  if (a.length != b.length) differences.insert("length");
  if (a.warm_up != b.warm_up) differences.insert("warm-up");
  if (a.think_time != b.think_time) differences.insert("think time");
  if (a.passes != b.passes || a.fewest_passes != b.fewest_passes) differences.insert("passes");
}

void compare(const OpenLoad& a, const OpenLoad& b, Names& differences) {
  const auto same = [](const auto& one, const auto& other) {
    return one.phase == other.phase && one.from_per_s == other.from_per_s &&
           one.to_per_s == other.to_per_s && one.length == other.length;
  };
  if (a.rate.value != b.rate.value || a.rate.relative != b.rate.relative) {
    differences.insert("rate");
  }
  if (!std::equal(a.segments.begin(), a.segments.end(), b.segments.begin(), b.segments.end(),
                  same)) {
    differences.insert("segments");
  }
  if (!(a.arrivals == b.arrivals)) differences.insert("arrivals");
  if (a.waiting != b.waiting) differences.insert("waiting");
  if (a.warm_up != b.warm_up || a.warm_up_level != b.warm_up_level) differences.insert("warm-up");
  if (a.overlays.size() != b.overlays.size()) differences.insert("overlays");
}

void compare(const Load& a, const Load& b, Names& differences) {
  if (a.index() != b.index()) {
    differences.insert("load");
  } else if (const auto* open = std::get_if<OpenLoad>(&a)) {
    compare(*open, std::get<OpenLoad>(b), differences);
  } else {
    compare(std::get<ClosedLoad>(a), std::get<ClosedLoad>(b), differences);
  }
}

Names differences_in(const Scenario& scenario, const Form& form) {
  Names differences;
  const auto popularity = [&](const Step& step) {
    return harness::mix::to_string(step.popularity.value_or(scenario.popularity));
  };
  for (const Step& a : form.steps()) {
    for (const Step& b : form.steps()) {
      if (&a == &b) continue;
      compare_settings(a, b, differences);
      compare(a.load, b.load, differences);
      if (popularity(a) != popularity(b)) differences.insert("popularity");
      if (a.ageing != b.ageing) differences.insert("ageing");
      if (a.engine != b.engine) differences.insert("engine");
    }
  }
  return differences;
}

const Scenario& scenario_named(const std::string& name) {
  for (const Scenario& scenario : all_scenarios()) {
    if (key_of(scenario) == name) return scenario;
  }
  throw std::runtime_error(name);
}

}  // namespace

TEST_CASE("what differs between two steps is what their labels say, and nothing else") {
  REQUIRE(all_scenarios().size() >= 15);
  std::size_t sweeps = 0;
  for (const Scenario& scenario : all_scenarios()) {
    CAPTURE(scenario.name);
    const auto told = told_by_labels().find(key_of(scenario));
    const Names expected = told == told_by_labels().end() ? Names() : told->second;
    CHECK(differences_in(scenario, scenario.standard) == expected);
    CHECK(differences_in(scenario, scenario.full) == expected);
    for (const std::string& difference : differences_in(scenario, scenario.quick)) {
      CAPTURE(difference);
      CHECK(expected.contains(difference));
    }
    sweeps += told == told_by_labels().end() ? 0 : 1;
  }
  CHECK(sweeps == told_by_labels().size());
}

TEST_CASE("no two steps have one name, or one place") {
  for (const Scenario& scenario : all_scenarios()) {
    CAPTURE(scenario.name);
    Names names;
    std::set<std::array<std::string, 3>> places;
    for (const Step& step : scenario.standard.steps()) {
      CHECK(names.insert(step.name).second);
      if (step.place.setting.empty()) continue;
      CHECK(places.insert({step.place.panel, step.place.series, step.place.setting}).second);
    }
  }
}

TEST_CASE("a sweep's steps all have clients enough for the largest of them") {
  const auto clients = [](const Step& step) { return std::get<ClosedLoad>(step.load).clients; };
  for (const Step& step : scenario_named("batch-sweep").standard.steps()) {
    CHECK(clients(step) >= 2 * 200);  // a batch on its way, and one that fills
  }
  for (const Step& step : scenario_named("worker-sweep").standard.steps()) {
    CHECK(clients(step) >= 8 * 20);  // a batch for each worker
  }
}

TEST_CASE("who has objectives has one for what was shed, and all of them can be read") {
  for (const Scenario& scenario : all_scenarios()) {
    CAPTURE(scenario.name);
    bool of_shed = scenario.limits.empty();
    for (const auto& limit : scenario.limits) {
      const auto objective = harness::objective::Objective::parse(limit.objective, limit.source);
      REQUIRE(objective);
      using Kind = harness::objective::Objective::RequestLimit::Kind;
      const auto of_requests = objective->request_limit();
      of_shed = of_shed || (of_requests && of_requests->kind == Kind::shed);
    }
    CHECK(of_shed);
  }
}

TEST_CASE("three times the capacity, most of it refused, misses every load's objectives") {
  for (const char* name : {"steady", "peak", "burst", "mixed", "soak"}) {
    CAPTURE(name);
    harness::result::RunResult run;
    harness::result::Point& point = run.points.emplace_back();
    point.requests = 209'000;
    point.shed = 150'000;
    point.ok = 59'000;
    point.failed = 0;
    point.latency_ms_p99 = 40;
    std::size_t missed = 0;
    for (const auto& limit : scenario_named(name).limits) {
      const auto objective = *harness::objective::Objective::parse(limit.objective);
      missed += objective.check(run).verdict == harness::result::Verdict::missed ? 1 : 0;
    }
    CHECK(missed == 1);
  }
}

TEST_CASE("a setting that a scenario's steps differ in can't be set for all of them") {
  for (const auto& [name, told] : told_by_labels()) {
    CAPTURE(name);
    const Form& form = scenario_named(name).standard;
    CHECK(harness::scenario::is_sweep(form.steps()) == (name != "overhead"));
    for (const std::string& setting : told) {
      if (!values_of(form.steps().back()).contains(setting)) continue;
      const std::vector<harness::scenario::Setting> settings{{setting, "7"}};
      CHECK_FALSE(harness::scenario::check_settings(form.steps(), settings));
    }
  }
}

}  // namespace orders_test
