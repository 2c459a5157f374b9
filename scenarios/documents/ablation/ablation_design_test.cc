#include "scenarios/documents/ablation/ablation_design.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "engine/documents/options/options.h"
#include "harness/checks/made_as_asked.h"
#include "scenarios/documents/targets/engine_target.h"

namespace ablation_design_test {

using harness::ablation::Comparison;
using harness::ablation::Design;
using scenarios::ablation_design;
using scenarios::ablation_entries;
using scenarios::changes_from;
using scenarios::Settings;
using namespace std::chrono_literals;

namespace {

Design full() {
  return ablation_design({.handful = false, .trial = 1s, .most = 1h});
}

std::vector<Comparison> against(const Design& design, const std::string& what) {
  std::vector<Comparison> found;
  for (const Comparison& comparison : design.comparisons) {
    if (comparison.against == what && !comparison.control) found.push_back(comparison);
  }
  return found;
}

}  // namespace

TEST_CASE("settings that say the same are the same changes") {
  CHECK(changes_from("v1", {{"key.hash", "md5"}}).empty());
  CHECK(changes_from("v1", {{"key.hash", "xxh3"}, {"key.hash", "md5"}}).empty());
  CHECK(changes_from("v2", {{"key.hash", "md5"}}) == Settings{{"key.hash", "md5"}});
  const Settings one = changes_from("v1", {{"workers", "2"}, {"executor", "threads"}});
  CHECK(one == changes_from("v1", {{"executor", "threads"}, {"workers", "2"}}));
}

TEST_CASE("a share of the corpus stays a share, behind a bound where there is none") {
  CHECK(changes_from("v1", {{"cache.capacity", "1MiB"}, {"cache.capacity", "25%"}}) ==
        Settings{{"cache.capacity", "1MiB"}, {"cache.capacity", "25%"}});
  CHECK(changes_from("v2", {{"cache.capacity", "1MiB"}, {"cache.capacity", "25%"}}).empty());
  CHECK(changes_from("v2", {{"cache.capacity", "1MiB"}, {"cache.capacity", "40%"}}) ==
        Settings{{"cache.capacity", "40%"}});
}

TEST_CASE("what is no setting is left for the engine to refuse") {
  CHECK(changes_from("v1", {{"no.such", "1"}}) == Settings{{"no.such", "1"}});
  CHECK(changes_from("v1", {{"key.hash", "crc"}}) == Settings{{"key.hash", "crc"}});
}

TEST_CASE("every entry's switches are the engine's, and on is not off") {
  for (const scenarios::Entry& entry : ablation_entries()) {
    CAPTURE(entry.optimisation);
    for (const char* preset : {"v1", "v2"}) {
      for (const Settings& side : {entry.on, entry.off, entry.background}) {
        const auto options = scenarios::engine_options(preset, side, 1'000'000);
        CHECK_MESSAGE(options, (options ? "" : options.error().message));
      }
      CHECK(changes_from(preset, entry.on) != changes_from(preset, entry.off));
    }
  }
}

TEST_CASE("an engine says in the same words what it was asked to be made with") {
  for (const scenarios::Entry& entry : ablation_entries()) {
    CAPTURE(entry.optimisation);
    for (const Settings& side : {entry.on, entry.off, entry.background}) {
      harness::measure::MeasuredStep step;
      step.settings = side;
      const auto options = scenarios::engine_options("v2", side, 1'000'000);
      REQUIRE(options);
      for (const auto& option : engine::documents::options::option_table()) {
        step.parameters.emplace_back(option.name, option.get(*options));
      }
      const auto check = harness::checks::made_as_asked(step);
      CHECK_MESSAGE(check.state == harness::result::CheckState::passed, check.sentence);
    }
  }
}

TEST_CASE("every entry is added to v1, and what v2 has is taken from it") {
  const Design design = full();
  std::set<std::string> added, taken;
  for (const Comparison& one : against(design, "v1")) added.insert(one.optimisation);
  for (const Comparison& one : against(design, "v2")) taken.insert(one.optimisation);
  CHECK(added.size() == ablation_entries().size());
  for (const scenarios::Entry& entry : ablation_entries()) {
    CAPTURE(entry.optimisation);
    CHECK(taken.count(entry.optimisation) == (changes_from("v2", entry.on).empty() ? 1 : 0));
  }
}

TEST_CASE("the ladder leads from v1 to v2, each rung with all before it") {
  const Design design = full();
  const auto ladder = against(design, "ladder");
  REQUIRE(ladder.size() >= 3);
  std::size_t settings = 0;
  for (std::size_t i = 0; i < ladder.size(); ++i) {
    const auto& rung = design.configurations[ladder[i].with];
    CHECK(ladder[i].without == ladder[0].without);
    if (i + 1 < ladder.size()) {
      CHECK(rung.settings.size() > settings);
      settings = rung.settings.size();
    } else {
      CHECK(rung.settings.empty());
      CHECK(rung.preset == "v2");
    }
  }
  CHECK(design.configurations[ladder[0].without].settings.empty());
  CHECK(design.configurations[ladder[0].without].preset == "v1");
}

TEST_CASE("no two configurations are the same, but for the controls") {
  const Design design = full();
  for (const Comparison& comparison : design.comparisons) {
    const auto& without = design.configurations[comparison.without];
    const auto& with = design.configurations[comparison.with];
    CHECK_FALSE(without == with);
    CHECK((without.settings == with.settings && without.system() == with.system()) ==
          comparison.control);
  }
  std::size_t same = 0;
  for (const auto& one : design.configurations) {
    same += static_cast<std::size_t>(
        std::count(design.configurations.begin(), design.configurations.end(), one));
  }
  CHECK(same == design.configurations.size());
}

TEST_CASE("two sides differ in the switch that is named, and in nothing else") {
  const Design design = full();
  for (const Comparison& comparison : design.comparisons) {
    CAPTURE(comparison.optimisation);
    const auto& without = design.configurations[comparison.without];
    const auto& with = design.configurations[comparison.with];
    CHECK(without.corpus == with.corpus);
    CHECK(without.rate == with.rate);
    CHECK(without.stretch == with.stretch);
    CHECK(without.held == with.held);
    const bool engines = comparison.switch_name == "engine";
    CHECK((without.preset == with.preset) == !engines);
    CHECK(without.load == with.load);
    CHECK(without.clients == with.clients);
    CHECK(without.most_items == with.most_items);
    // A rung of the ladder has the switches of all before it, too, and says so.
    if (engines || comparison.against == "ladder") continue;
    for (const auto& [one, other] : {std::pair(&without, &with), {&with, &without}}) {
      for (const auto& setting : one->settings) {
        const auto& others = other->settings;
        if (std::find(others.begin(), others.end(), setting) != others.end()) continue;
        CAPTURE(setting.first);
        CHECK(("+" + comparison.switch_name + "+").find("+" + setting.first + "+") !=
              std::string::npos);
      }
    }
  }
}

TEST_CASE("what a load sets itself is known of each configuration") {
  for (const auto& configuration : full().configurations) {
    const auto& held = configuration.held;
    const bool hot = configuration.load == "hot";
    CHECK(std::find(held.begin(), held.end(), "queue.capacity") != held.end());
    CHECK((std::find(held.begin(), held.end(), "cache.policy") != held.end()) == hot);
  }
}

TEST_CASE("an open load goes at a share of the capacity of the engine that it is about") {
  const Design design = full();
  bool any = false;
  for (const Comparison& comparison : design.comparisons) {
    const auto& with = design.configurations[comparison.with];
    if (!with.rate) continue;
    any = true;
    const std::string base = comparison.against == "v2" ? "v2" : "v1";
    CHECK(design.configurations[with.rate->of].preset == base);
    CHECK(with.rate == design.configurations[comparison.without].rate);
  }
  CHECK(any);
}

TEST_CASE("the handful has controls, and fits its time") {
  const Design handful = ablation_design({.handful = true, .trial = 150ms, .most = 20s});
  CHECK(handful.configurations.size() <= 12);
  CHECK(std::count_if(handful.comparisons.begin(), handful.comparisons.end(),
                      [](const Comparison& one) { return one.control; }) == 2);
}

}  // namespace ablation_design_test
