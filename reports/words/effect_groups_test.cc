#include "reports/words/effect_groups.h"

#include <doctest/doctest.h>

namespace effect_groups_test {

using harness::result::RunResult;
using reports::words::effect_groups;
using reports::words::effects_in;

namespace {

RunResult run_with(const std::vector<std::string>& against) {
  RunResult run;
  for (const std::string& one : against) run.effects.push_back({.against = one});
  return run;
}

}  // namespace

TEST_CASE("an ablation's groups are named by the systems that it compares") {
  const RunResult run = run_with({"plain", "tuned", "tuned over plain", "plain"});
  const auto groups = effect_groups(run);
  CHECK(groups.together.heading == "All of tuned over plain");
  CHECK(groups.added.heading == "plain, and each optimisation added to it alone");
  CHECK(groups.taken.heading == "tuned, and each taken from it alone: what having it is worth");
  CHECK(effects_in(run, groups.together).size() == 1);
  CHECK(effects_in(run, groups.added).size() == 2);
  CHECK(effects_in(run, groups.taken).size() == 1);
  CHECK(effects_in(run, groups.ladder).empty());
}

TEST_CASE("without the one over the other, the first that is named is the plain one") {
  const auto groups = effect_groups(run_with({"ladder", "old", "new", "old"}));
  CHECK(groups.added.against == "old");
  CHECK(groups.taken.against == "new");
  CHECK(effect_groups(RunResult()).together.against == "v2 over v1");
}

}  // namespace effect_groups_test
