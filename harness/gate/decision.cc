#include "harness/gate/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/gate/evidence.h"
#include "harness/significance/holm.h"

namespace harness::gate {
namespace {

constexpr double leaning = 0.05;
constexpr double one_side = 0.5;  // of a look's alpha

/// Why a metric's figures can't be compared; empty where they can.
std::string incomparable(std::span<const Pair> pairs, const Metric& metric) {
  const auto [base, candidate] = presence(pairs, metric);
  if (base == pairs.size() && candidate == pairs.size()) return {};
  if (candidate == 0) return "only the base measured it";
  if (base == 0) return "only the candidate measured it";
  return fmt::format("the base measured it in {} and the candidate in {} of {} pairs", base,
                     candidate, pairs.size());
}

/// One run through the looks.
class Procedure {
 public:
  Procedure(const Plan& plan, std::span<const Pair> pairs, bool ended)
      : plan_(plan),
        pairs_(pairs),
        looks_(significance::reached(plan.looks, pairs.size(), ended)),
        // Where no more pairs come, or there are enough of them, the last look is the last one.
        complete_(!looks_.empty() && (ended || looks_.size() == plan.looks.size())) {}

  Decisions run() {
    for (std::size_t k = 0; k < looks_.size() && !decisions_.known; ++k) {
      seen_ = pairs_.first(looks_[k].pairs);
      decisions_.pairs = seen_.size();
      if (k == 0) begin();
      look(k);
      decisions_.known = is_known() || is_last(k);
    }
    return std::move(decisions_);
  }

 private:
  /// What a metric's pairs say at a look, beyond the margin to either side.
  struct Seen {
    std::size_t decision;  // index
    std::optional<Evidence> evidence;
    double worse = 1, better = 1;
  };

  bool is_last(std::size_t k) const { return complete_ && k + 1 == looks_.size(); }
  const Metric& metric(const Decision& decision) const { return plan_.metrics[decision.metric]; }
  bool is_tested(const Decision& decision) const {
    return metric(decision).gating && !decision.exact;
  }

  bool is_known() const {
    bool all_settled = true;
    for (const Decision& decision : decisions_.metrics) {
      if (!metric(decision).gating) continue;
      if (decision.kind == Kind::regressed) return true;
      all_settled &= decision.kind.has_value();
    }
    return all_settled;
  }

  /// The metrics that take part, and those that a comparison settles.
  void begin() {
    for (std::size_t i = 0; i < plan_.metrics.size(); ++i) {
      const auto [base, candidate] = presence(seen_, plan_.metrics[i]);
      if (base + candidate == 0) continue;
      Decision& decision = decisions_.metrics.emplace_back(Decision{.metric = i});
      compare(decision);
      if (is_tested(decision)) ++decisions_.tests;
    }
    const std::size_t tests = std::max<std::size_t>(decisions_.tests, 1);
    critical_.emplace(looks_, tests, one_side);
    critical_within_.emplace(looks_, 1, 1);
  }

  void compare(Decision& decision) const {
    const Metric& its = metric(decision);
    if (its.test != Test::exact || !incomparable(seen_, its).empty()) return;
    const auto evidence = Evidence::of(seen_, its, plan_.seed, plan_.effort);
    if (!evidence || !evidence->agreed()) return;
    const double limit = std::log1p(its.tolerance) + 1e-9;
    const double worse = *evidence->agreed();
    decision.exact = true;
    decision.pairs = seen_.size();
    decision.kind = worse > limit ? Kind::regressed : worse < -limit ? Kind::improved : Kind::same;
  }

  void look(std::size_t k) {
    std::vector<Seen> all;
    for (std::size_t i = 0; i < decisions_.metrics.size(); ++i) {
      if (!decisions_.metrics[i].exact) all.push_back(look_at(i));
    }
    find_changed(k, all, true);
    find_changed(k, all, false);
    for (Seen& seen : all) settle(k, seen);
  }

  Seen look_at(std::size_t i) {
    Seen seen{.decision = i, .evidence = {}};
    Decision& decision = decisions_.metrics[i];
    if (decision.kind) return seen;
    const Metric& its = metric(decision);
    decision.pairs = seen_.size();
    decision.reason = incomparable(seen_, its);
    if (!decision.reason.empty()) {
      decision.kind = Kind::invalid;
      return seen;
    }
    auto evidence = Evidence::of(seen_, its, plan_.seed, plan_.effort);
    if (!evidence) {
      decision.reason = evidence.error().message;
      return seen;
    }
    const double margin = std::log1p(plan_.margin);
    seen.worse = evidence->p_above(margin);
    seen.better = evidence->p_below(-margin);
    seen.evidence = std::move(*evidence);
    decision.p = seen.worse;
    return seen;
  }

  /// Holm's steps over the gating metrics; an advisory one stands for itself.
  void find_changed(std::size_t k, std::vector<Seen>& all, bool worse) {
    std::vector<double> p;
    for (const Seen& seen : all) {
      if (is_tested(decisions_.metrics[seen.decision]))
        p.push_back(worse ? seen.worse : seen.better);
    }
    const std::vector<double> adjusted = significance::holm_adjusted(p);
    const std::vector<bool> rejected = significance::step_down(p, critical_->at(k));
    std::size_t tested = 0;
    for (const Seen& seen : all) {
      Decision& decision = decisions_.metrics[seen.decision];
      const double own = worse ? seen.worse : seen.better;
      const bool gating = is_tested(decision);
      const std::size_t place = gating ? tested++ : 0;
      if (decision.kind || !seen.evidence) continue;
      const bool changed = gating ? rejected[place] : own <= critical_->at(k).front();
      if (worse || changed) decision.adjusted_p = gating ? adjusted[place] : own;
      if (!changed) continue;
      decision.p = own;
      decision.kind = worse ? Kind::regressed : Kind::improved;
    }
  }

  /// Of what did not change by more than the margin for sure: whether it is within the tolerance.
  void settle(std::size_t k, const Seen& seen) {
    Decision& decision = decisions_.metrics[seen.decision];
    if (decision.kind) return;
    const bool leans = std::min(seen.worse, seen.better) < leaning;
    if (seen.evidence && (is_last(k) || !leans)) {
      const double limit = std::log1p(metric(decision).tested_tolerance());
      const double alpha = critical_within_->at(k).front();
      if (seen.evidence->p_below(limit) <= alpha) {
        decision.kind = seen.evidence->p_above(-limit) <= alpha ? Kind::same : Kind::no_worse;
        return;
      }
    }
    if (is_last(k)) decision.kind = Kind::inconclusive;
  }

  const Plan& plan_;
  std::span<const Pair> pairs_, seen_;
  significance::Looks looks_;
  bool complete_;
  std::optional<significance::CriticalLevels> critical_, critical_within_;
  Decisions decisions_;
};

}  // namespace

Decisions decide(const Plan& plan, std::span<const Pair> pairs, bool ended) {
  return Procedure(plan, pairs, ended).run();
}

}  // namespace harness::gate
