#include "harness/run/until.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/run/slice_figures.h"
#include "harness/run/study.h"

namespace harness::run {

bool Until::enough(const Slices& slices) {
  std::uint64_t ended = 0;
  for (const Slice& slice : slices.entries()) ended += slice.totals.outcomes.accepted();
  if (reached_ || !rule_.is_due(ended)) return reached_;
  const WarmUp warm_up = find_warm_up(slices.entries(), open_loop_);
  const std::span<const Slice> warm = slices.entries().subspan(warm_up.slices);
  reached_ = rule_.look(latencies(warm), throughput_per_s(warm)) && warm_up.steady;
  return reached_;
}

double Until::longer() const {
  if (reached_) return 1;
  if (!rule_.reach()) return 0;
  return std::max(1.0, std::pow(*rule_.reach() / rule_.precision().within(), 2)) *
         stats::StopRule::confirmation;
}

std::string Until::progress() const {
  if (!rule_.reach()) return {};
  const std::string text = rule_.precision().text();
  return fmt::format("{} known to {:.2g} %", text.substr(0, text.find(' ')), 100 * *rule_.reach());
}

result::ObjectiveResult Until::verdict(const std::string& step, const std::string& phase) const {
  result::ObjectiveResult verdict{
      .objective = rule_.precision().text(),
      .source = "--until",
      .step = step,
      .phase = phase,
      .verdict = reached_ ? result::Verdict::met : result::Verdict::cant_tell};
  if (rule_.reach()) verdict.measured = 100 * *rule_.reach();
  const std::string known = rule_.reach() ? fmt::format("known to {:.2g} %", 100 * *rule_.reach())
                                          : "not known to any precision";
  verdict.sentence = reached_
                         ? fmt::format("{}/{}: {}", step, phase, known)
                         : fmt::format("{}/{}: {} when the time was up; give it longer (--length)",
                                       step, phase, known);
  return verdict;
}

}  // namespace harness::run
