#include "scenarios/documents/ablation/ablation_findings.h"

#include <doctest/doctest.h>

#include <string>

namespace ablation_findings_test {

using harness::result::RunResult;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("as many opposites are named as are counted, and what all of v2 does beside them") {
  RunResult run;
  const auto add = [&](const char* against, const char* verdict, double claimed) {
    run.effects.push_back({.switch_name = "x",
                           .against = against,
                           .metric = "achieved_per_s",
                           .claim_id = "000.1",
                           .claimed = claimed,
                           .measured = -claimed,
                           .verdict = verdict,
                           .optimisation = std::string("one of ") + against,
                           .scale = "ratio"});
  };
  add("v2 over v1", "opposite", -0.25);
  add("v1", "holds", 0.1);
  scenarios::conclude_ablation(run);
  CHECK(contains(run.findings.at(0), "is the opposite in 0"));
  CHECK(
      run.findings.at(1).starts_with("Of all of v2, the opposite of its claim: one of v2 over v1"));
  CHECK(run.findings.size() == 2);
  run.findings.clear();
  add("v1", "opposite", 0.2);
  add("v2", "opposite", 0.2);
  scenarios::conclude_ablation(run);
  CHECK(contains(run.findings.at(0), "is the opposite in 2"));
  CHECK(
      run.findings.at(1).starts_with("Of one optimisation, the opposite of its claim: one of v1"));
  CHECK(contains(run.findings.at(1), "; one of v2 ("));
  CHECK_FALSE(contains(run.findings.at(1), "v2 over v1"));
  CHECK(contains(run.findings.at(2), "v2 over v1"));
}

}  // namespace ablation_findings_test
