#include "scenarios/commands_compared/comparison.h"

#include <algorithm>
#include <cmath>

namespace scenarios::compared {
namespace {

double median_run(const std::vector<Run>& runs, double Run::*figure) {
  std::vector<double> figures;
  for (const Run& run : runs) figures.push_back(run.*figure);
  return median_of(figures).value;
}

}  // namespace

double Pair::wall_s(std::size_t side) const {
  return median_run(runs[side], &Run::wall_s);
}

double Pair::cpu_s(std::size_t side) const {
  return median_run(runs[side], &Run::cpu_s);
}

std::optional<double> Pair::peak_bytes(std::size_t side) const {
  double largest = 0;
  for (const Run& run : runs[side]) {
    if (!run.peak_bytes) return std::nullopt;
    largest = std::max(largest, *run.peak_bytes);
  }
  return largest;
}

std::vector<double> wall_ratios(std::span<const Pair> pairs) {
  std::vector<double> ratios;
  for (const Pair& pair : pairs) ratios.push_back(std::log(pair.wall_s(1) / pair.wall_s(0)));
  return ratios;
}

}  // namespace scenarios::compared
