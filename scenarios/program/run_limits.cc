#include "scenarios/program/run_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "harness/objective/objective.h"
#include "harness/result/run_files.h"

namespace scenarios {

using harness::Expected;
using harness::failure;
using harness::scenario::Limit;
using harness::scenario::Scenario;

std::vector<std::string_view> between_commas(std::string_view list) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    parts.push_back(list.substr(0, comma));
    if (comma == list.size()) return parts;
    list.remove_prefix(comma + 1);
  }
}

Expected<std::vector<Limit>> read_limits(const std::string& text, const Scenario& scenario) {
  if (text.empty()) return scenario.limits;
  std::vector<Limit> limits;
  for (const std::string_view part : between_commas(text)) {
    auto objective = harness::objective::Objective::parse(part, "--objective");
    if (!objective) return tl::unexpected(objective.error());
    limits.push_back({objective->text(), "--objective"});
  }
  const auto is_of_shed = [](const Limit& limit) { return limit.objective.starts_with("shed"); };
  if (std::any_of(limits.begin(), limits.end(), is_of_shed)) return limits;
  std::copy_if(scenario.limits.begin(), scenario.limits.end(), std::back_inserter(limits),
               is_of_shed);
  return limits;
}

Expected<std::optional<double>> read_capacity(const std::string& text) {
  if (text.empty()) return std::optional<double>();
  std::error_code ignored;
  if (!std::filesystem::is_directory(text, ignored)) {
    auto rate = harness::schedule::parse_rate(text);
    if (rate && !rate->relative) return std::optional<double>(rate->value);
    return failure(fmt::format(
        "--capacity: '{}' is neither a rate, such as 500/s, nor the folder of a capacity run",
        text));
  }
  auto run = harness::result::read_run(text);
  if (!run) return failure("--capacity: " + run.error().message);
  if (!run->valid() || run->cut_short) {
    return failure(fmt::format(
        "--capacity: {}: this run {}, so that its highest rate can't be relied on; measure again, "
        "or give a rate",
        text, run->valid() ? "was cut short" : "is INVALID"));
  }
  for (const harness::result::Estimated& estimate : run->estimates) {
    if (estimate.name == "highest rate" && estimate.value.value_or(0) > 0) return estimate.value;
  }
  return failure(fmt::format("--capacity: {}: this run found no highest rate", text));
}

}  // namespace scenarios
