#include "harness/scenario/held_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace harness::scenario {
namespace {

constexpr std::size_t most_listed = 8;

using Values = std::map<std::string, std::string>;

/// What the settings come to: later ones win.
Values values_of(const std::vector<Setting>& settings) {
  Values values;
  for (const auto& [name, value] : settings) values[name] = value;
  return values;
}

/// The values that steps give to the setting, each once, in their order.
std::vector<std::string> given(std::span<const Step> steps, const std::string& name) {
  std::vector<std::string> values;
  for (const Step& step : steps) {
    const Values own = values_of(step.settings);
    const auto found = own.find(name);
    if (found == own.end()) continue;
    if (std::find(values.begin(), values.end(), found->second) == values.end()) {
      values.push_back(found->second);
    }
  }
  return values;
}

/// "1, 5, 10", or of many "1 to 200".
std::string listed(const std::vector<std::string>& values) {
  if (values.size() <= most_listed) return fmt::format("{}", fmt::join(values, ", "));
  return values.front() + " to " + values.back();
}

Expected<void> check_steps(std::span<const Step> steps, const std::string& name) {
  const std::vector<std::string> values = given(steps, name);
  if (values.empty()) return {};
  return failure(fmt::format("--set {} does not fit: this scenario's steps set it themselves ({})",
                             name, listed(values)));
}

bool sets(const ablation::Configuration& configuration, const std::string& name) {
  const auto& held = configuration.held;
  return std::find(held.begin(), held.end(), name) != held.end() ||
         std::any_of(configuration.settings.begin(), configuration.settings.end(),
                     [&](const ablation::Setting& setting) { return setting.first == name; });
}

Expected<void> check_design(const ablation::Design& design, const std::string& name) {
  for (const ablation::Comparison& comparison : design.comparisons) {
    const ablation::Configuration& without = design.configurations.at(comparison.without);
    const ablation::Configuration& with = design.configurations.at(comparison.with);
    if (sets(without, name) || sets(with, name)) {
      return failure(
          fmt::format("--set {} does not fit: '{}' sets it itself", name, comparison.optimisation));
    }
    if (without.system() != with.system()) {
      return failure(
          fmt::format("--set {} does not fit: '{}' compares whole systems; --only leaves it out",
                      name, comparison.optimisation));
    }
  }
  return {};
}

}  // namespace

bool is_sweep(std::span<const Step> steps) {
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return values_of(step.settings) != values_of(steps.front().settings);
  });
}

Expected<void> check_settings(std::span<const Step> steps, std::span<const Setting> settings) {
  if (!is_sweep(steps)) return {};
  for (const Setting& setting : settings) {
    if (auto fits = check_steps(steps, setting.first); !fits) return fits;
  }
  return {};
}

Expected<void> check_settings(const ablation::Design& design, std::span<const Setting> settings) {
  for (const Setting& setting : settings) {
    if (auto fits = check_design(design, setting.first); !fits) return fits;
  }
  return {};
}

}  // namespace harness::scenario
