#include "harness/pairing/course.h"

#include <optional>
#include <utility>

namespace harness::pairing {
namespace {

/// Of the budget.
constexpr double share_of_first = 2.0 / 3;

/// A gate while it goes on.
class Running {
 public:
  Running(Clock& clock, const CourseOrder& order, const std::stop_token& stop)
      : clock_(clock), order_(order), stop_(stop), begun_(clock.now()) {}

  Course run() {
    const Duration first(
        static_cast<Duration::rep>(static_cast<double>(order_.budget.count()) * share_of_first));
    course_.verdict = run_stage(Stage::first, order_.plan, first, course_.pairs);
    gate::Plan plan = order_.plan;
    while (course_.verdict.confirmation == gate::Confirmation::awaited && confirm(plan)) {
      // Other metrics were not settled when the alarm ended the stage. Their tests go on as those
      // of Holm's next step, for the metric that alarmed was rejected.
      course_.verdict = gate::with_unconfirmed(
          run_stage(Stage::first, plan, order_.budget, course_.pairs), unconfirmed_);
    }
    course_.cut_short = stop_.stop_requested();
    return std::move(course_);
  }

 private:
  /// Has fresh pairs judge what regressed. Is there anything left to be measured? Then the plan is
  /// for that: what was not confirmed gates no longer.
  bool confirm(gate::Plan& plan) {
    const gate::GateVerdict alarm = course_.verdict;
    if (relinked_ == std::nullopt) relinked_ = order_.relinks && order_.relinks();
    const std::vector<gate::Metric> regressed = gate::regressed(alarm);
    course_.fresh_plan = gate::confirmation_plan(order_.plan, regressed);
    // Fresh pairs of an earlier confirmation serve again: they did not choose what regressed now.
    const auto fresh =
        run_stage(Stage::confirmation, course_.fresh_plan, order_.budget, course_.fresh_pairs);
    if (stop_.stop_requested()) {
      course_.verdict =
          gate::unconfirmed(alarm, "it was stopped before fresh pairs confirmed that");
      return false;
    }
    if (course_.fresh_pairs.empty() && course_.out_of_time) {
      course_.verdict =
          gate::unconfirmed(alarm, "no time was left to confirm that; a longer --budget has it");
      return false;
    }
    course_.verdict = gate::confirm(alarm, fresh, *relinked_);
    if (course_.verdict.outcome == gate::Outcome::failed ||
        course_.verdict.outcome == gate::Outcome::invalid) {
      return false;
    }
    for (const gate::Verdict& one : fresh.metrics) unconfirmed_.push_back(one);
    bool any = false;
    for (gate::Metric& metric : plan.metrics) {
      for (const gate::Metric& not_confirmed : regressed) {
        if (metric.name == not_confirmed.name) metric.gating = false;
      }
      any = any || metric.gating;
    }
    return any && !all_settled();
  }

  bool all_settled() const {
    for (const gate::Verdict& one : course_.verdict.metrics) {
      if (one.metric.gating && !one.settled) return false;
    }
    return true;
  }

  /// Until the verdict is known, or time is up, which is `most` after the beginning.
  gate::GateVerdict run_stage(Stage stage, const gate::Plan& plan, Duration most,
                              std::vector<gate::Pair>& pairs) {
    const Instant stage_begun = clock_.now();
    while (true) {
      const gate::GateVerdict verdict = gate::judge(plan, pairs);
      if (!verdict.wanted_pairs) return verdict;
      while (pairs.size() < *verdict.wanted_pairs) {
        const Instant now = clock_.now();
        if (stop_.stop_requested() || now - begun_ >= most) {
          course_.out_of_time = course_.out_of_time || !stop_.stop_requested();
          return gate::judge(plan, pairs, gate::MorePairs::none);
        }
        tell(stage, pairs.size(), *verdict.wanted_pairs, now - stage_begun);
        auto pair = order_.make_pair(stage, pairs.size());
        if (!pair && stop_.stop_requested()) continue;
        if (!pair) return gate::invalid(pair.error().message);
        pairs.push_back(std::move(*pair));
      }
    }
  }

  void tell(Stage stage, std::size_t done, std::size_t wanted, Duration taken) const {
    if (!order_.tell) return;
    const double done_s = seconds(clock_.now() - begun_);
    const double each_s = done > 0 ? seconds(taken) / static_cast<double>(done) : 0;
    order_.tell({.stage = stage,
                 .pair = done + 1,
                 .pairs = wanted,
                 .done_s = done_s,
                 .total_s = done_s + each_s * static_cast<double>(wanted - done)});
  }

  Clock& clock_;
  const CourseOrder& order_;
  const std::stop_token& stop_;
  const Instant begun_;
  std::optional<bool> relinked_;
  std::vector<gate::Verdict> unconfirmed_;  // of fresh pairs
  Course course_;
};

}  // namespace

Course run_course(Clock& clock, const CourseOrder& order, const std::stop_token& stop) {
  return Running(clock, order, stop).run();
}

}  // namespace harness::pairing
