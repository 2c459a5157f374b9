// scenarios/CLAIMS.md describes every claim that anything here measures or asks for.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "engine/documents/options/options.h"
#include "harness/scenario/form.h"
#include "reports/words/claim_words.h"
#include "scenarios/documents/ablation/ablation_entries.h"
#include "scenarios/documents/subject.h"
#include "scenarios/general/null_subject.h"
#include "scenarios/general/scenarios.h"
#include "scenarios/inference/inference_subject.h"

namespace claims_test {

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

using Ids = std::set<std::string>;

/// The lines of the page's tables by their ids.
std::map<std::string, std::string> described_claims() {
  std::ifstream file(std::string(PRONY_SOURCE_DIR "/") + std::string(reports::words::claims_file));
  REQUIRE(file);
  std::map<std::string, std::string> lines;
  const std::string mark = "| <a id=\"claim-";
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(mark)) continue;
    const std::string id = line.substr(mark.size(), line.find('"', mark.size()) - mark.size());
    CAPTURE(line);
    CHECK(lines.emplace(id, line).second);  // once
    CHECK(line.find("</a>" + id + " | ") != line.npos);
    CHECK(reports::words::is_claim(id));
  }
  return lines;
}

void add_ids(Ids& ids, const scenarios::Claims& claims) {
  for (const auto& claim : claims) {
    if (!claim.id.empty()) ids.insert(claim.id);
  }
}

/// Of the ablation of the inference service.
const std::vector<harness::ablation::Comparison>& inference_comparisons() {
  static const auto all = [] {
    std::vector<harness::ablation::Comparison> comparisons;
    for (const auto& scenario : all_scenarios()) {
      if (scenario.subject != "inference" || !scenario.standard.ablation()) continue;
      comparisons = scenario.standard.ablation()->comparisons;
    }
    return comparisons;
  }();
  return all;
}

Ids of_the_ablation() {
  Ids ids;
  for (const auto& entry : scenarios::ablation_entries()) {
    for (const auto& measurement : entry.measurements) add_ids(ids, measurement.claims);
  }
  for (const auto& measurement : scenarios::together()) add_ids(ids, measurement.claims);
  for (const auto& comparison : inference_comparisons()) add_ids(ids, comparison.claims);
  return ids;
}

Ids of_the_limits() {
  Ids ids;
  for (const auto& scenario : all_scenarios()) {
    for (const auto& limit : scenario.limits) {
      if (reports::words::is_claim(limit.source)) ids.insert(limit.source);
    }
  }
  return ids;
}

Ids of_the_switches() {
  Ids ids;
  for (const auto& option : engine::documents::options::option_table()) {
    if (!option.claim_id.empty()) ids.insert(std::string(option.claim_id));
  }
  for (const auto& setting : scenarios::inference::inference_subject().settings) {
    if (!setting.claim_id.empty()) ids.insert(setting.claim_id);
  }
  return ids;
}

bool untested(const std::string& line) {
  const std::size_t last = line.rfind(" | ");
  return line.compare(last + 3, 20, "*not tested yet* |") == 0;
}

}  // namespace

TEST_CASE("every claim that a limit, an ablation or a switch names is described") {
  const auto described = described_claims();
  for (const Ids& ids : {of_the_limits(), of_the_ablation(), of_the_switches()}) {
    CHECK_FALSE(ids.empty());
    for (const std::string& id : ids) {
      CAPTURE(id);
      CHECK(reports::words::is_claim(id));
      CHECK(described.contains(id));
    }
  }
}

TEST_CASE("a claim that the ablation or a limit names is not called untested") {
  const auto described = described_claims();
  for (const Ids& ids : {of_the_limits(), of_the_ablation()}) {
    for (const std::string& id : ids) {
      CAPTURE(id);
      CHECK((described.contains(id) && !untested(described.at(id))));
    }
  }
}

TEST_CASE("the ablation's entries that the page names are there") {
  std::set<std::string> names{"all of v2"};
  for (const auto& entry : scenarios::ablation_entries()) names.insert(entry.optimisation);
  for (const auto& comparison : inference_comparisons()) names.insert(comparison.optimisation);
  for (const auto& [id, line] : described_claims()) {
    const std::size_t last = line.rfind(" | ", line.size() - 4);
    const std::string measured_by = line.substr(last);
    for (std::size_t at = 0; (at = measured_by.find('"', at)) != measured_by.npos; ++at) {
      const std::size_t end = measured_by.find('"', at + 1);
      REQUIRE(end != measured_by.npos);
      const std::string name = measured_by.substr(at + 1, end - at - 1);
      CAPTURE(id);
      CAPTURE(name);
      CHECK(names.contains(name));
      at = end;
    }
  }
}

TEST_CASE("the scenarios that the page names are there") {
  std::set<std::string> names;
  for (const auto& scenario : all_scenarios()) names.insert(std::string(scenario.name));
  for (const auto& [id, line] : described_claims()) {
    const std::size_t last = line.rfind(" | ", line.size() - 4);
    for (std::size_t at = last; (at = line.find('`', at)) != line.npos; ++at) {
      const std::size_t end = line.find('`', at + 1);
      REQUIRE(end != line.npos);
      const std::string name = line.substr(at + 1, end - at - 1);
      CAPTURE(id);
      CAPTURE(name);
      CHECK((name.starts_with("--") || name == "v2" || names.contains(name)));
      at = end;
    }
  }
}

}  // namespace claims_test
