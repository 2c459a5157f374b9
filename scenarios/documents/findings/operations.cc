#include "scenarios/documents/findings/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/result/counter_names.h"
#include "reports/words/engines.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "scenarios/documents/targets/document_counters.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::RunResult;

struct StageOf {
  std::string_view stage, operation;
};
constexpr std::array<StageOf, 13> stages{{{"resume", "state"},
                                          {"begin", "state"},
                                          {"read", "validation"},
                                          {"validate", "validation"},
                                          {"key", "cache lookup"},
                                          {"cache_lookup", "cache lookup"},
                                          {"unpack", "processing"},
                                          {"parse", "processing"},
                                          {"chunk", "processing"},
                                          {"analyse", "processing"},
                                          {"cache_insert", "processing"},
                                          {"keep", "state"},
                                          {"index_and_state", "state"}}};

/// What the source claims of V2 over V1 (000.3).
struct ClaimedShare {
  std::string_view operation;
  double change;
};
constexpr std::array<ClaimedShare, 5> claims{{{"validation", -0.60},
                                              {"cache lookup", -0.70},
                                              {"processing", -0.10},
                                              {"state", -0.69},
                                              {"errors", -0.64}}};

Figure claim_for(std::string_view operation, std::string_view before, std::string_view now) {
  if (before != "v1" || now != "v2") return {};
  for (const ClaimedShare& claim : claims) {
    if (claim.operation == operation) return claim.change;
  }
  return {};
}

/// "validation 120 µs -> 45 µs (-62.5 %, claimed -60 %)"; an estimate besides.
std::string compare(RunResult& result, const reports::words::Operation& operation,
                    std::size_t other, const std::vector<std::string>& engines) {
  const Figure& before = operation.mean_ms.front();
  const Figure& now = operation.mean_ms[other];
  if (!before || !now || *before <= 0) return {};
  const double change = *now / *before - 1;
  const Figure claimed = claim_for(operation.name, engines.front(), engines[other]);
  const std::string claim =
      claimed ? fmt::format("000.3 claims {}", reports::words::signed_percent(claimed))
              : std::string();
  result.estimates.push_back(
      {.name = fmt::format("{}, {} against {}", operation.name, engines[other], engines.front()),
       .value = change * 100,
       .low = {},
       .high = {},
       .unit = "%",
       .sentence = "time a document, all measured points" + (claim.empty() ? "" : "; " + claim)});
  return fmt::format("{} {} to {} ({}{})", operation.name, reports::words::milliseconds(before),
                     reports::words::milliseconds(now), reports::words::signed_percent(change),
                     claim.empty() ? "" : "; " + claim);
}

/// What was spent on documents that failed, as the operation that the source calls errors.
reports::words::Operation errors_of(const RunResult& result,
                                    const std::vector<std::string>& engines) {
  reports::words::Operation errors{"errors", std::vector<Figure>(engines.size())};
  for (std::size_t i = 0; i < engines.size(); ++i) {
    double spent_s = 0, documents = 0;
    for (const harness::result::Point& point : result.points) {
      if (!point.measured || point.engine != engines[i]) continue;
      spent_s += counted_value(result, point, counter::time_on_failed).value_or(0);
      documents += point.ok.value_or(0) + point.failed.value_or(0);
    }
    if (spent_s > 0 && documents > 0) errors.mean_ms[i] = 1e3 * spent_s / documents;
  }
  return errors;
}

}  // namespace

std::string_view operation_of(std::string_view stage) {
  const auto* const found = std::find_if(stages.begin(), stages.end(),
                                         [&](const StageOf& one) { return one.stage == stage; });
  return found == stages.end() ? std::string_view() : found->operation;
}

void name_operations(RunResult& result) {
  for (harness::result::StageRow& row : result.stages) row.operation = operation_of(row.stage);
}

void compare_operations(RunResult& result) {
  const std::vector<std::string> engines = reports::words::engines_of(result);
  std::vector<reports::words::Operation> operations = reports::words::operations_of(result);
  operations.push_back(errors_of(result, engines));
  for (std::size_t other = 1; other < engines.size(); ++other) {
    std::string parts;
    for (const reports::words::Operation& operation : operations) {
      const std::string part = compare(result, operation, other, engines);
      if (!part.empty()) parts += (parts.empty() ? "" : ", ") + part;
    }
    if (parts.empty()) continue;
    result.findings.push_back(fmt::format("Time a document in each operation, {} to {}: {}.",
                                          engines.front(), engines[other], parts));
  }
}

}  // namespace scenarios
