#include "reports/compare/differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "reports/words/figure_format.h"

namespace reports::compare {
namespace {

using harness::result::Parameter;

constexpr std::array<std::string_view, 6> of_build{"compiler",   "build_type", "flags",
                                                   "sanitizers", "commit",     "dirty"};

bool is_of_build(const std::string& name) {
  return std::find(of_build.begin(), of_build.end(), name) != of_build.end();
}

std::string value_of(const std::vector<Parameter>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Parameter& one) { return one.first == name; });
  return found == all.end() ? std::string() : found->second;
}

/// Adds it where the values are not all one.
void note(std::vector<Difference>& into, Difference difference) {
  const auto& values = difference.values;
  const bool alike = std::all_of(values.begin(), values.end(),
                                 [&](const std::string& one) { return one == values[0]; });
  if (!alike) into.push_back(std::move(difference));
}

template <class Member>
Difference difference_of(const Comparison& comparison, const char* what, const Member& member) {
  Difference difference{what, {}};
  for (const NamedRun& one : comparison.runs) difference.values.push_back(member(one.run));
  return difference;
}

/// The names that any of the runs has, in the order in which they come.
std::vector<std::string> names_in(const Comparison& comparison,
                                  std::vector<Parameter> RunResult::*list) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const NamedRun& one : comparison.runs) {
    for (const Parameter& parameter : one.run.*list) {
      if (seen.insert(parameter.first).second) names.push_back(parameter.first);
    }
  }
  return names;
}

Difference difference_of(const Comparison& comparison, const std::string& name,
                         std::vector<Parameter> RunResult::*list) {
  Difference difference{name, {}};
  for (const NamedRun& one : comparison.runs) {
    difference.values.push_back(value_of(one.run.*list, name));
  }
  return difference;
}

/// How much each point was sent.
void note_loads(Comparison& comparison) {
  for (const ComparedPoint& point : comparison.points) {
    Difference load{"load, " + point.name, {}};
    for (const Point* const one : point.points) {
      const bool is_known = one != nullptr && one->planned_per_s;
      load.values.push_back(is_known ? words::rate(one->planned_per_s) : std::string());
    }
    note(comparison.asked, std::move(load));
  }
}

}  // namespace

void find_differences(Comparison& comparison) {
  for (const std::string& name : names_in(comparison, &RunResult::environment)) {
    note(is_of_build(name) ? comparison.build : comparison.machine,
         difference_of(comparison, name, &RunResult::environment));
  }
  auto& asked = comparison.asked;
  note(asked, difference_of(comparison, "scenario", [](const RunResult& r) { return r.scenario; }));
  note(asked, difference_of(comparison, "subject", [](const RunResult& r) { return r.subject; }));
  note(asked, difference_of(comparison, "form", [](const RunResult& r) { return r.form; }));
  note(asked, difference_of(comparison, "seed",
                            [](const RunResult& r) { return std::to_string(r.seed); }));
  note_loads(comparison);
  for (const std::string& name : names_in(comparison, &RunResult::parameters)) {
    note(asked, difference_of(comparison, name, &RunResult::parameters));
  }
  if (comparison.machine.empty()) return;
  std::string names;
  for (const Difference& one : comparison.machine) names += (names.empty() ? "" : ", ") + one.what;
  comparison.warnings.push_back(fmt::format(
      "The machines differ ({}), so the figures tell of machines as much as of builds.", names));
}

}  // namespace reports::compare
