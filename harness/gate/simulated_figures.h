// Pairs for tests, with figures as they are told.
#pragma once

#include <string>
#include <vector>

#include "harness/gate/pair.h"
#include "harness/gate/plan.h"

namespace harness::gate {

/// A pair for each of the ratios: the base measures 100, the candidate so many times as much.
inline std::vector<Pair> pairs_of(const std::string& name, const std::vector<double>& ratios) {
  std::vector<Pair> pairs(ratios.size());
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    pairs[i].base.figures[name] = 100;
    pairs[i].candidate.figures[name] = 100 * ratios[i];
  }
  return pairs;
}

/// Adds another figure to pairs that are there.
inline void add_figure(std::vector<Pair>& pairs, const std::string& name, double base,
                       double candidate) {
  for (Pair& pair : pairs) {
    pair.base.figures[name] = base;
    pair.candidate.figures[name] = candidate;
  }
}

/// Ratios about one, each a little different, on both sides of it alike.
inline std::vector<double> ratios_about(double ratio, std::size_t pairs, double spread = 0.01) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < pairs; ++i) {
    const double step = static_cast<double>(i / 2 + 1) / static_cast<double>(pairs / 2);
    ratios.push_back(ratio * (1 + (i % 2 == 0 ? spread : -spread) * step));
  }
  return ratios;
}

inline Plan plan_of(std::vector<Metric> metrics) {
  Plan plan;
  plan.metrics = std::move(metrics);
  return plan;
}

}  // namespace harness::gate
