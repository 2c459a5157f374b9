#include "engine/inference/model/passes.h"

#include <algorithm>

namespace engine::inference {
namespace {

/// A part with tokens that are in no pass yet.
struct Pending {
  std::size_t sequence = 0;
  std::size_t part = 0;
  std::size_t first = 0, left = 0;
};

/// Takes the first of the pending and those that follow it without too wide a gap; how many.
std::size_t fill_pass(std::span<const Pending> pending, const PassLimits& limits, Pass& pass) {
  pass.first_sequence = pending.front().sequence;
  pass.width = std::min({pending.front().left, limits.width, limits.tokens});
  pass.rows.push_back({pending.front().part, pending.front().first});
  std::size_t taken = 1;
  for (; taken < pending.size(); ++taken) {
    const Pending& next = pending[taken];
    const std::size_t gap = next.sequence - pending[taken - 1].sequence - 1;
    const std::size_t rows = pass.rows.size() + gap + 1;
    const std::size_t width = std::min(pass.width, next.left);
    const bool fits = gap == 0 || (width == 1 && gap <= limits.widest_gap);
    if (!fits || rows > limits.tokens) break;
    pass.width = std::min(width, limits.tokens / rows);
    pass.rows.resize(rows - 1);
    pass.rows.push_back({next.part, next.first});
  }
  pass.doubled = limits.doubles && pass.rows.size() == 1 && pass.width == 1;
  return taken;
}

}  // namespace

std::vector<Pass> cut_into_passes(std::span<const StepPart> parts, const PassLimits& limits) {
  std::vector<Pending> pending;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    pending.push_back({parts[i].sequence, i, 0, parts[i].tokens.size()});
  }
  std::sort(pending.begin(), pending.end(),
            [](const Pending& a, const Pending& b) { return a.sequence < b.sequence; });
  std::vector<Pass> passes;
  while (!pending.empty()) {
    Pass& pass = passes.emplace_back();
    const std::size_t taken = fill_pass(pending, limits, pass);
    for (std::size_t i = 0; i < taken; ++i) {
      pending[i].first += pass.width;
      pending[i].left -= pass.width;
    }
    std::erase_if(pending, [](const Pending& one) { return one.left == 0; });
  }
  return passes;
}

}  // namespace engine::inference
