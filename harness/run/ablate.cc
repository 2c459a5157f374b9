#include "harness/run/ablate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "harness/ablation/rounds.h"
#include "harness/figure_text.h"
#include "harness/run/effects.h"
#include "harness/run/trial.h"

namespace harness::run {
namespace {

using ablation::Comparison;
using ablation::Configuration;
using ablation::Design;
using ablation::Figures;

constexpr int most_failures = 2;
constexpr int capacity_trials = 3;

/// An ablation while it goes on.
class Ablating {
 public:
  Ablating(Clock& clock, const RunOrder& order, RunLog& log, const Tell& tell,
           const std::stop_token& stop)
      : clock_(clock),
        order_(order),
        design_(*order.form.ablation()),
        log_(log),
        tell_(tell),
        stop_(stop),
        begun_(clock.now()),
        rounds_(design_, order.seed),
        metrics_(design_.configurations.size()) {
    for (const Comparison& comparison : design_.comparisons) {
      for (const ablation::Claim& claim : comparison.claims) {
        metrics_[comparison.without].insert(claim.metric);
        metrics_[comparison.with].insert(claim.metric);
      }
    }
  }

  Expected<void> run() {
    find_capacities();
    while (!is_over()) {
      const std::vector<std::size_t> round = rounds_.begin();
      if (round.empty()) break;
      for (const std::size_t configuration : round) {
        if (is_over()) break;
        measure(configuration);
      }
      rounds_.end();
    }
    return conclude();
  }

 private:
  /// One that would end after the time is not begun.
  bool is_over() const {
    const Duration taken = clock_.now() - begun_;
    const Duration one = trials_ > 0 ? trial_time_ / trials_ : Duration{};
    return stop_.stop_requested() || taken + one > design_.most;
  }

  void find_capacities() {
    std::set<std::size_t> wanted;
    for (std::size_t i = 0; i < design_.configurations.size(); ++i) {
      const auto& rate = design_.configurations[i].rate;
      if (rate && !metrics_[i].empty()) wanted.insert(rate->of);
    }
    for (const std::size_t configuration : wanted) {
      std::vector<double> found;
      for (int i = 0; i < capacity_trials && !is_over(); ++i) {
        tell("capacity");
        const auto trial = try_once(configuration, order_.seed + static_cast<std::uint64_t>(i));
        if (!trial) continue;
        for (const result::Point& point : trial->points) {
          if (point.measured && point.achieved_per_s) found.push_back(*point.achieved_per_s);
        }
      }
      std::sort(found.begin(), found.end());
      if (!found.empty()) capacities_[configuration] = found[found.size() / 2];
    }
  }

  void measure(std::size_t configuration) {
    if (rounds_.is_dropped(configuration)) return;
    tell(fmt::format("round {}", rounds_.rounds()));
    const auto trial = try_once(configuration, order_.seed + 1 + rounds_.turn(configuration));
    if (!trial) return;
    Figures figures;
    for (const std::string& metric : metrics_[configuration]) {
      const result::Figure figure = design_.figure(*trial, metric);
      if (figure && std::isfinite(*figure)) figures[metric] = *figure;
    }
    rounds_.take(configuration, std::move(figures));
  }

  /// The turn's seed is the same on both sides of a comparison: they meet the same requests.
  Expected<result::RunResult> try_once(std::size_t index, std::uint64_t seed) {
    const Configuration& configuration = design_.configurations[index];
    child::TrialOrder order =
        trial_of(order_, configuration, order_.scratch / fmt::format("trial-{}", trials_ + 1));
    order.length = std::chrono::duration_cast<Duration>(design_.trial * configuration.stretch);
    order.seed = seed;
    if (configuration.rate) {
      const auto capacity = capacities_.find(configuration.rate->of);
      if (capacity == capacities_.end()) return fail(index, "the capacity could not be measured");
      order.rate_per_s = capacity->second * configuration.rate->share;
    }
    const Instant before = clock_.now();
    auto trial = order_.make_trial(order, stop_);
    trial_time_ += clock_.now() - before;
    ++trials_;
    if (!trial) return fail(index, trial.error().message);
    return trial;
  }

  tl::unexpected<Error> fail(std::size_t configuration, const std::string& why) {
    if (stop_.stop_requested()) return failure(why);
    reasons_.emplace(configuration, why);
    if (++failures_[configuration] >= most_failures) rounds_.drop(configuration);
    return failure(why);
  }

  void tell(const std::string& step) {
    Progress progress{.step = step, .phase = "measured"};
    progress.done_s = std::min(seconds(clock_.now() - begun_), seconds(design_.most));
    progress.total_s = seconds(design_.most);
    if (told_round_ != rounds_.rounds()) {
      told_round_ = rounds_.rounds();
      widest_ = rounds_.widest();
      widest_reach_ = widest_ != nullptr ? rounds_.reach_of(*widest_) : 0;
    }
    progress.note = fmt::format("{} trials", trials_);
    if (widest_ != nullptr && std::isfinite(widest_reach_)) {
      progress.note += fmt::format(", widest: {} against {}, \u00b1{:.0f} %", widest_->switch_name,
                                   widest_->against, 100 * widest_reach_);
    }
    tell_(progress);
  }

  Expected<void> conclude() {
    result::RunResult& result = log_.result();
    result.effects = effects_of(design_, rounds_);
    for (const auto& [configuration, why] : reasons_) {
      const int times = failures_[configuration];
      result.warnings.push_back(fmt::format("{}: {} trial{} not made: {}", names_of(configuration),
                                            times, times == 1 ? "" : "s", why));
    }
    if (result.effects.empty() && !stop_.stop_requested()) {
      return failure(reasons_.empty() ? "the time was up before anything could be compared"
                                      : reasons_.begin()->second);
    }
    result.parameters.emplace_back("trials", std::to_string(trials_));
    result.parameters.emplace_back("rounds", std::to_string(rounds_.rounds()));
    result.parameters.emplace_back(
        "trial", fmt::format("{:g} s, in a process of its own", seconds(design_.trial)));
    for (const auto& [configuration, capacity] : capacities_) {
      result.parameters.emplace_back(
          fmt::format("capacity for relative rates: {}", names_of(configuration)),
          rate_text(capacity));
    }
    log_.add(check_controls(result.effects));
    return {};
  }

  /// What a person knows a configuration by.
  std::string names_of(std::size_t configuration) const {
    const Configuration& one = design_.configurations[configuration];
    std::string text = fmt::format("{}, {}, {} clients", one.load, one.preset, one.clients);
    if (one.most_items > 0) text += fmt::format(", {} {}", one.most_items, order_.scenario.items);
    for (const auto& [name, value] : one.settings) {
      text += fmt::format(" {}={}", name, value);
    }
    return text;
  }

  Clock& clock_;
  const RunOrder& order_;
  const Design& design_;
  RunLog& log_;
  const Tell& tell_;
  const std::stop_token& stop_;
  const Instant begun_;
  ablation::Rounds rounds_;
  std::vector<std::set<std::string>> metrics_;  // by configuration
  std::map<std::size_t, double> capacities_;    // by configuration
  std::map<std::size_t, int> failures_;
  std::map<std::size_t, std::string> reasons_;  // of the first failure
  int trials_ = 0;
  Duration trial_time_{};
  std::size_t told_round_ = 0;
  const Comparison* widest_ = nullptr;  // when the round began
  double widest_reach_ = 0;
};

}  // namespace

Expected<void> ablate(Clock& clock, const RunOrder& order, RunLog& log, const Tell& tell,
                      const std::stop_token& stop) {
  return Ablating(clock, order, log, tell, stop).run();
}

}  // namespace harness::run
