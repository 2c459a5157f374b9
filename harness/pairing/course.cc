#include "harness/pairing/course.h"

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
    const auto verdict = run_stage(Stage::first, order_.plan, first, course_.pairs);
    course_.verdict = verdict;
    if (verdict.confirmation == gate::Confirmation::awaited) confirm(verdict);
    course_.cut_short = stop_.stop_requested();
    return std::move(course_);
  }

 private:
  void confirm(const gate::GateVerdict& first) {
    const bool relinked = order_.relinks && order_.relinks();
    course_.fresh_plan = gate::confirmation_plan(order_.plan, gate::regressed(first));
    const auto fresh =
        run_stage(Stage::confirmation, course_.fresh_plan, order_.budget, course_.fresh_pairs);
    if (stop_.stop_requested()) {
      course_.verdict =
          gate::unconfirmed(first, "it was stopped before fresh pairs confirmed that");
      return;
    }
    if (course_.fresh_pairs.empty() && course_.out_of_time) {
      course_.verdict =
          gate::unconfirmed(first, "no time was left to confirm that; a longer --budget has it");
      return;
    }
    course_.verdict = gate::confirm(first, fresh, relinked);
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
  Course course_;
};

}  // namespace

Course run_course(Clock& clock, const CourseOrder& order, const std::stop_token& stop) {
  return Running(clock, order, stop).run();
}

}  // namespace harness::pairing
