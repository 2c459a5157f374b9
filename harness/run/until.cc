#include "harness/run/until.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/figure_text.h"
#include "harness/measure/study.h"
#include "harness/slice/slice_figures.h"

namespace harness::run {

bool Until::enough(std::span<const slice::Slice> slices) {
  std::uint64_t ended = 0;
  for (const slice::Slice& slice : slices) ended += slice.totals.outcomes.accepted();
  if (reached_ || !rule_.is_due(ended)) return reached_;
  const measure::WarmUp warm_up = measure::find_warm_up(slices, open_loop_);
  const std::span<const slice::Slice> warm = slices.subspan(warm_up.slices);
  looked_at_ = ended;
  steady_ = warm_up.steady;
  reached_ = rule_.look(slice::latencies(warm), slice::throughput_per_s(warm)) && steady_;
  return reached_;
}

bool Until::is_narrow() const {
  return rule_.reach() && *rule_.reach() <= rule_.precision().within();
}

/// What it lacks yet, once the figure is known at all.
std::string Until::waits_for() const {
  if (!is_narrow()) return "wanted " + percent_text(rule_.precision().within());
  if (!steady_) return "but it has not become steady";
  return "but two more looks must confirm that";
}

double Until::longer() const {
  if (reached_) return 1;
  if (!rule_.reach()) return 0;
  return std::max(1.0, std::pow(*rule_.reach() / rule_.precision().within(), 2)) *
         stats::StopRule::confirmation;
}

std::string Until::progress() const {
  if (looked_at_ == 0) return {};
  const std::string text = rule_.precision().text();
  const std::string name = text.substr(0, text.find(' '));
  if (!rule_.reach()) return name + ": too few independent requests yet";
  const std::string known = fmt::format("{} known to {}", name, percent_text(*rule_.reach()));
  return reached_ ? known : known + ", " + waits_for();
}

result::ObjectiveResult Until::verdict(const std::string& step, const std::string& phase) const {
  result::ObjectiveResult verdict{
      .objective = rule_.precision().text(),
      .source = std::string(until_source),
      .step = step,
      .phase = phase,
      .verdict = reached_ ? result::Verdict::met : result::Verdict::cant_tell};
  if (rule_.reach()) verdict.measured = 100 * *rule_.reach();
  const std::string known = rule_.reach()
                                ? "known to " + percent_text(*rule_.reach())
                                : "too few independent requests to know it to any precision";
  if (reached_) {
    verdict.sentence = fmt::format(
        "{}, in a steady state, at three looks; the last was at "
        "{} requests",
        known, count_text(static_cast<double>(looked_at_)));
    return verdict;
  }
  const std::string lacked = rule_.reach() ? ", " + waits_for() : "";
  verdict.sentence =
      fmt::format("{}{} when the time was up; give it longer (--length)", known, lacked);
  return verdict;
}

}  // namespace harness::run
