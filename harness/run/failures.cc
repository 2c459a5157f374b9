#include "harness/run/failures.h"

#include <fmt/format.h>

namespace harness::run {
namespace {

std::string example_of(const measure::MeasuredStep& step, const record::FailureCount& failure) {
  if (!failure.example.empty()) return failure.example;
  const std::string name = step.describe ? step.describe(failure.request.item) : std::string();
  return name.empty() ? fmt::format("request {}", failure.request.id) : name;
}

}  // namespace

void add_failures(const measure::MeasuredStep& step, result::RunResult& result) {
  for (const record::FailureCount& failure : step.failures) {
    if (failure.phase >= step.phases.size()) continue;
    result.failures.push_back({.step = step.name,
                               .phase = step.phases[failure.phase].name,
                               .reason = failure.reason,
                               .count = failure.count,
                               .example = example_of(step, failure)});
  }
}

}  // namespace harness::run
