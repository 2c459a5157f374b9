#include "scenarios/general/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/drive/null_target.h"

namespace catalogue_test {

using harness::scenario::Scenario;
using harness::scenario::Subject;
using scenarios::Catalogue;

namespace {

harness::Expected<harness::scenario::Prepared> make_nothing(
    const harness::scenario::TargetOrder& order) {
  harness::scenario::Prepared prepared;
  prepared.target = std::make_unique<harness::drive::NullTarget>(order.clock, 3);
  return prepared;
}

Subject plain(const std::string& name) {
  Subject subject;
  subject.name = name;
  subject.items = "keys";
  subject.make_target = make_nothing;
  return subject;
}

Subject rich() {
  Subject subject = plain("store");
  subject.presets = {"plain", "tuned"};
  subject.preset = "tuned";
  subject.settings = {{.name = "cache", .presets = {"off", "on"}},
                      {.name = "threads", .presets = {"2", "2"}}};
  subject.workers = "threads";
  subject.scenarios = {{.name = "burst", .question = "Its own?"}, {.name = "scan"}};
  return subject;
}

std::vector<std::string> names(const std::vector<Scenario>& scenarios) {
  std::vector<std::string> all;
  for (const Scenario& scenario : scenarios) all.push_back(scenario.name);
  return all;
}

}  // namespace

TEST_CASE("a subject has the general scenarios that fit it, and its own in their place") {
  const Catalogue catalogue({rich(), plain("bare")});
  CHECK(names(catalogue.entries()[0].scenarios) ==
        std::vector<std::string>{"ablation", "burst", "capacity", "peak", "scan", "soak", "steady",
                                 "sweep", "worker-sweep"});
  CHECK(names(catalogue.entries()[1].scenarios) ==
        std::vector<std::string>{"burst", "capacity", "peak", "soak", "steady"});
  CHECK(catalogue.find("burst", "")->scenario.question == "Its own?");
  CHECK(catalogue.find("burst", "bare")->scenario.question != "Its own?");
  for (const Scenario& scenario : catalogue.entries()[0].scenarios) {
    CHECK(scenario.subject == "store");
    CHECK(scenario.items == "keys");
  }
}

TEST_CASE("what is not named is the first subject that has the scenario") {
  const Catalogue catalogue({plain("bare"), rich()});
  CHECK(catalogue.find("steady", "")->subject.name == "bare");
  CHECK(catalogue.find("scan", "")->subject.name == "store");
  CHECK((*catalogue.on(""))->subject.name == "bare");
}

TEST_CASE("a slip is told with the nearest right spelling") {
  const Catalogue catalogue({plain("bare"), rich()});
  CHECK(catalogue.find("stedy", "").error().message ==
        "there is no scenario 'stedy'; did you mean steady?");
  CHECK(catalogue.find("steady", "stoer").error().message ==
        "there is no subject 'stoer'; did you mean store?");
  CHECK(catalogue.find("scan", "bare").error().message ==
        "there is no scenario 'scan'; see ./prony list --on bare");
}

TEST_CASE("the ablation of two presets adds each switch to the one and takes it from the other") {
  const Catalogue catalogue({rich()});
  const auto& design = *catalogue.find("ablation", "")->scenario.standard.ablation();
  std::vector<std::string> told;
  for (const auto& one : design.comparisons) told.push_back(one.against + ": " + one.optimisation);
  CHECK(told == std::vector<std::string>{"plain: plain against itself",
                                         "tuned: tuned against itself",
                                         "tuned over plain: all of tuned",
                                         "plain: cache=on, not off", "tuned: cache=on, not off"});
  const auto& added = design.comparisons[3];
  using Settings = std::vector<harness::ablation::Setting>;
  CHECK(design.configurations[added.without].settings.empty());
  CHECK(design.configurations[added.with].settings == Settings{{"cache", "on"}});
  const auto& taken = design.comparisons[4];
  CHECK(design.configurations[taken.without].settings == Settings{{"cache", "off"}});
  CHECK(design.configurations[taken.with].settings.empty());
}

TEST_CASE("a file may describe a subject in terms of others, and is read once") {
  int read = 0;
  const Catalogue catalogue({plain("store")}, [&](const auto& file, const auto& others) {
    ++read;
    Subject made = others.front();
    made.name = file.stem().string();
    return harness::Expected<Subject>(made);
  });
  const auto found = catalogue.find("steady", "folder/mine.toml");
  REQUIRE(found);
  CHECK(found->subject.name == "mine");
  CHECK(found->subject.source.is_absolute());
  CHECK(found->scenario.subject_source == found->subject.source);
  CHECK(&catalogue.on(found->subject.source.string()).value()->subject == &found->subject);
  CHECK(read == 1);
  CHECK(catalogue.entries().size() == 1);  // a program's own ones only
}

TEST_CASE("without a way to read such files there is no such subject") {
  CHECK_FALSE(Catalogue({plain("store")}).on("mine.toml"));
}

}  // namespace catalogue_test
