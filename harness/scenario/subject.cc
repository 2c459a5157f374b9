#include "harness/scenario/subject.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/nearest.h"
#include "harness/this_program.h"

namespace harness::scenario {
namespace {

tl::unexpected<Error> unknown(std::string_view what, const std::string& name,
                              const std::vector<std::string_view>& known,
                              const std::string& otherwise) {
  const auto near = nearest(name, known);
  return failure(fmt::format("there is no {} '{}'; {}", what, name,
                             near ? fmt::format("did you mean {}?", *near) : otherwise));
}

Expected<void> check_preset(const Subject& subject, const std::string& preset) {
  const auto& presets = subject.presets;
  if (preset == subject.preset || std::ranges::find(presets, preset) != presets.end()) return {};
  if (presets.empty()) {
    return failure(
        fmt::format("--engine {} does not fit: {} has no presets", preset, subject.name));
  }
  return unknown(
      "engine", preset, {presets.begin(), presets.end()},
      fmt::format("there {} {}", presets.size() == 1 ? "is" : "are", fmt::join(presets, " and ")));
}

}  // namespace

Expected<void> check_settings(const Subject& subject, const std::string& preset,
                              const std::vector<Setting>& settings) {
  if (auto known = check_preset(subject, preset); !known) return known;
  if (subject.check) return subject.check(preset, settings);
  std::vector<std::string_view> names;
  for (const SettingInfo& info : subject.settings) names.push_back(info.name);
  for (const auto& [name, value] : settings) {
    if (std::ranges::find(names, name) != names.end()) continue;
    if (names.empty()) {
      return failure(fmt::format("--set {} does not fit: {} has no settings", name, subject.name));
    }
    return unknown("setting", name, names, "see " + to_type("list --settings"));
  }
  return {};
}

}  // namespace harness::scenario
