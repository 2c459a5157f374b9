#include "reports/words/engines.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "reports/words/escape.h"
#include "reports/words/point_names.h"

namespace reports::words {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::StageRow;

std::size_t index_of(const std::vector<std::string>& engines, const std::string& engine) {
  return static_cast<std::size_t>(std::find(engines.begin(), engines.end(), engine) -
                                  engines.begin());
}

const Point* point_of(const RunResult& run, const StageRow& row) {
  for (const Point& point : run.points) {
    if (point.measured && point.step == row.step && point.phase == row.phase) return &point;
  }
  return nullptr;
}

double accepted_of(const RunResult& run, const std::string& engine) {
  double all = 0;
  for (const Point& point : run.points) {
    if (!point.measured || point.engine != engine) continue;
    all += point.ok.value_or(0) + point.failed.value_or(0);
  }
  return all;
}

void add_time(Figure& sum, const StageRow& row) {
  if (!row.count || !row.mean_ms || !std::isfinite(*row.count * *row.mean_ms)) return;
  sum = sum.value_or(0) + *row.count * *row.mean_ms;
}

/// The operations' names by their last stages, where the stages stand as they first came.
std::vector<std::string> names_in_order(const RunResult& run) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::vector<std::string> names;
  for (const StageRow& row : run.stages) {
    if (!seen.emplace(row.stage, row.operation).second) continue;
    const std::string name = clean_text(row.operation);
    std::erase(names, name);
    names.push_back(name);
  }
  return names;
}

}  // namespace

std::vector<std::string> engines_of(const RunResult& run) {
  std::vector<std::string> engines;
  for (const Point& point : run.points) {
    if (!point.measured || point.engine.empty()) continue;
    if (index_of(engines, point.engine) == engines.size()) engines.push_back(point.engine);
  }
  return engines;
}

std::string_view without_engine(std::string_view step, std::string_view engine) {
  if (engine.empty() || !step.starts_with(engine)) return step;
  const std::string_view rest = step.substr(engine.size());
  if (rest.empty()) return rest;
  return rest.front() == ' ' ? rest.substr(1) : step;
}

std::vector<SameLoad> same_loads(const RunResult& run) {
  const std::vector<std::string> engines = engines_of(run);
  if (engines.size() < 2) return {};
  RunResult bare;  // the same points as if one engine had met them: so they are named
  bare.view = run.view;
  for (Point point : run.points) {
    if (!point.measured) continue;
    point.step = without_engine(point.step, point.engine);
    bare.points.push_back(std::move(point));
  }
  const PointNames names(bare);
  std::vector<SameLoad> loads;
  for (const Point& point : run.points) {
    if (!point.measured || point.engine.empty()) continue;
    const std::string name = names(without_engine(point.step, point.engine), point.phase);
    auto load = std::find_if(loads.begin(), loads.end(),
                             [&](const SameLoad& known) { return known.name == name; });
    if (load == loads.end()) {
      loads.push_back({name, std::vector<const Point*>(engines.size())});
      load = loads.end() - 1;
    }
    load->points[index_of(engines, point.engine)] = &point;
  }
  return loads;
}

std::vector<Operation> operations_of(const RunResult& run) {
  const std::vector<std::string> engines = engines_of(run);
  std::vector<Operation> operations;
  for (const std::string& name : names_in_order(run)) {
    operations.push_back({name, std::vector<Figure>(engines.size())});
  }
  for (const StageRow& row : run.stages) {
    const Point* const point = row.operation.empty() ? nullptr : point_of(run, row);
    if (point == nullptr || point->engine.empty()) continue;
    const std::string name = clean_text(row.operation);
    const auto found = std::find_if(operations.begin(), operations.end(),
                                    [&](const Operation& known) { return known.name == name; });
    add_time(found->mean_ms[index_of(engines, point->engine)], row);
  }
  for (std::size_t i = 0; i < engines.size(); ++i) {
    const double requests = accepted_of(run, engines[i]);
    for (Operation& operation : operations) {
      Figure& mean = operation.mean_ms[i];
      if (mean) mean = requests > 0 ? Figure(*mean / requests) : Figure();
    }
  }
  std::erase_if(operations, [](const Operation& operation) {
    return std::none_of(operation.mean_ms.begin(), operation.mean_ms.end(),
                        [](const Figure& mean) { return mean.has_value(); });
  });
  return operations;
}

}  // namespace reports::words
