#include "scenarios/general/step_parameters.h"

#include <algorithm>

namespace scenarios {

using harness::result::RunResult;

std::string parameter(const RunResult& run, std::string_view name) {
  for (const auto& [known, value] : run.parameters) {
    if (known == name) return value;
  }
  return {};
}

std::vector<harness::scenario::Setting> differences(const RunResult& run, const std::string& step) {
  std::vector<harness::scenario::Setting> found;
  const std::string text = parameter(run, std::string(harness::result::step_parameters) + step);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find("; "));
    rest.remove_prefix(std::min(rest.size(), part.size() + 2));
    const std::size_t equals = part.find('=');
    if (equals != part.npos) found.emplace_back(part.substr(0, equals), part.substr(equals + 1));
  }
  return found;
}

std::string parameter_of_step(const RunResult& run, const std::string& step,
                              std::string_view name) {
  for (const auto& [known, value] : differences(run, step)) {
    if (known == name) return value;
  }
  return parameter(run, name);
}

}  // namespace scenarios
