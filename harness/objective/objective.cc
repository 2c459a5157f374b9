#include "harness/objective/objective.h"

#include <fmt/format.h>

#include <cmath>

#include "harness/objective/objective_tables.h"
#include "harness/result/outcomes.h"
#include "harness/result/point_names.h"

namespace harness::objective {

struct Objective::Judgement {
  result::Verdict verdict = result::Verdict::cant_tell;
  std::optional<result::Point> point;  // with all requests of its phase
  std::string name;                    // of the point
  double measured = 0;                 // in ms, % or /s
  std::string obstacle;
};

namespace {

/// Four digits that count, and no exponent where a person would write none.
std::string readable(double number) {
  return std::abs(number) >= 1e4 && std::abs(number) < 1e15 ? fmt::format("{:.0f}", number)
                                                            : fmt::format("{:.4g}", number);
}

/// What latencies are of. A point that doesn't say how its requests ended has nothing against them.
result::Figure ended_ok(const result::Point& point) {
  return point.ok ? point.ok : result::accepted(point);
}

result::Figure rests_on(const result::Point& point, Objective::RequestLimit::Of of) {
  return of == Objective::RequestLimit::Of::gap ? point.gaps : ended_ok(point);
}

}  // namespace

std::optional<Objective::RequestLimit> Objective::request_limit() const {
  if (counter_ || !is_upper() || !quantity_->kind) return std::nullopt;
  const double limit = limit_ * unit_->measured_by / unit_->limit_by;  // in ms or %
  const double scale = quantity_->dimension == Dimension::time ? 1e6 : 0.01;
  return RequestLimit{*quantity_->kind, quantity_->of, quantity_->fraction, limit * scale};
}

bool Objective::is_upper() const {
  return comparison_ == Comparison::less || comparison_ == Comparison::at_most;
}

bool Objective::is_met_by(double measured) const {
  return holds(measured / unit_->measured_by, limit_ / unit_->limit_by);
}

bool Objective::holds(double figure, double limit) const {
  switch (comparison_) {
    case Comparison::less:
      return figure < limit;
    case Comparison::at_most:
      return figure <= limit;
    case Comparison::greater:
      return figure > limit;
    case Comparison::at_least:
      return figure >= limit;
  }
  return false;
}

/// Precondition: the point has the figure. `rests_on`: so many requests.
Objective::Judgement Objective::judge(result::Point point, std::string name,
                                      double rests_on) const {
  Judgement judgement;
  judgement.measured = *quantity_->measure(point);
  const bool nothing_ended_well = quantity_->kind == RequestLimit::Kind::errors && point.ok == 0.0;
  if (!point.valid && !nothing_ended_well) {
    judgement.obstacle = fmt::format("{} is not valid", name);
  } else if (!std::isfinite(judgement.measured)) {
    judgement.obstacle = fmt::format("{} of {} is not a number", this->name(), name);
  } else if (rests_on < quantity_->requests_needed) {
    judgement.obstacle =
        fmt::format("{} of {} rests on {} {}, and needs {}", this->name(), name, readable(rests_on),
                    quantity_->of == RequestLimit::Of::gap ? "gaps" : "requests that ended ok",
                    quantity_->requests_needed);
  } else if (const auto range = interval_around_limit(point); !range.empty()) {
    judgement.obstacle = fmt::format(
        "{} of {} is {} {}, but may lie anywhere from {} on both sides of the limit; a longer run "
        "knows it better",
        this->name(), name, readable(in_unit(judgement.measured)), unit_->name, range);
  } else {
    judgement.verdict =
        is_met_by(judgement.measured) ? result::Verdict::met : result::Verdict::missed;
  }
  judgement.point = std::move(point);
  judgement.name = std::move(name);
  return judgement;
}

/// "380 to 560 ms" where the limit lies within the figure's interval; empty where the figure has
/// none, or all of it is on one side.
std::string Objective::interval_around_limit(const result::Point& point) const {
  if (quantity_->low == nullptr) return {};
  const result::Figure &low = point.*quantity_->low, &high = point.*quantity_->high;
  if (!low || !high || is_met_by(*low) == is_met_by(*high)) return {};
  return fmt::format("{} to {} {}", readable(in_unit(*low)), readable(in_unit(*high)), unit_->name);
}

bool Objective::is_worse(const Judgement& a, const Judgement& b) const {
  if (a.verdict != b.verdict) return severity(a.verdict) > severity(b.verdict);
  return is_upper() ? a.measured > b.measured : a.measured < b.measured;
}

double Objective::in_unit(double measured) const {
  return measured / unit_->measured_by * unit_->limit_by;
}

/// What a figure of some of the requests leaves unsaid: how many they were, and were not.
std::string Objective::words_for(const Judgement& judgement) const {
  const result::Point& point = *judgement.point;
  std::string text = fmt::format("{} of {} is {} {}", this->name(), judgement.name,
                                 readable(in_unit(judgement.measured)), unit_->name);
  const double shed = point.shed.value_or(0);
  if (quantity_->kind == RequestLimit::Kind::errors) {
    text += fmt::format(" ({} failed of {} accepted)", readable(point.failed.value_or(0)),
                        readable(result::accepted(point).value_or(0)));
  } else if (quantity_->kind == RequestLimit::Kind::shed) {
    text += fmt::format(" ({} of {} requests)", readable(shed), readable(*point.requests));
  } else if (quantity_->is_latency() && shed > 0) {
    text += fmt::format(" for those that ended ok; {} % were refused",
                        readable(100 * result::shed_share(point).value_or(0)));
  }
  return text;
}

std::string_view Objective::name() const {
  return counter_ ? std::string_view(counter_->counter()) : word_;
}

result::ObjectiveResult Objective::not_measured(const result::RunResult& result) const {
  const bool idle = !result.points.empty() && !result::saw_requests(result);
  return {.objective = text_,
          .source = source_,
          .step = {},
          .phase = {},
          .verdict = result::Verdict::cant_tell,
          .measured = {},
          .sentence = fmt::format("{} was not measured{}", name(),
                                  idle ? ": there was not a single request" : "")};
}

result::ObjectiveResult Objective::check(const result::RunResult& result) const {
  if (counter_) return check_counter(result);
  return quantity_->measure == nullptr ? check_estimates(result) : check_points(result);
}

result::ObjectiveResult Objective::check_points(const result::RunResult& result) const {
  const result::PointNames names(result);
  Judgement worst;
  for (const result::Point& point : result.points) {
    result::Point whole = result::whole_phase(result, point);
    if (!point.measured || !quantity_->measure(whole)) continue;
    Judgement judgement = judge(std::move(whole), names(point.step, point.phase),
                                rests_on(point, quantity_->of).value_or(0));
    if (!worst.point || is_worse(judgement, worst)) worst = std::move(judgement);
  }
  result::ObjectiveResult verdict = not_measured(result);
  if (!worst.point) return verdict;
  verdict.verdict = worst.verdict;
  verdict.step = worst.point->step;
  verdict.phase = worst.point->phase;
  if (std::isfinite(worst.measured)) verdict.measured = in_unit(worst.measured);
  verdict.sentence =
      worst.verdict == result::Verdict::cant_tell ? worst.obstacle : words_for(worst);
  return verdict;
}

/// All of the interval decides: a limit within it is neither met nor missed.
result::Verdict Objective::judge(const result::Estimated& estimate) const {
  if (!estimate.low || !estimate.high) return result::Verdict::cant_tell;
  const bool low = is_met_by(*estimate.low), high = is_met_by(*estimate.high);
  if (low != high) return result::Verdict::cant_tell;
  return low ? result::Verdict::met : result::Verdict::missed;
}

result::ObjectiveResult Objective::check_estimates(const result::RunResult& result) const {
  result::ObjectiveResult worst = not_measured(result);
  bool any = false;
  for (const result::Estimated& estimate : result.estimates) {
    if (!estimate.name.starts_with(quantity_->estimate)) continue;
    const bool whole = result.valid() && !result.cut_short;
    const result::Verdict verdict = whole ? judge(estimate) : result::Verdict::cant_tell;
    if (any && severity(verdict) <= severity(worst.verdict)) continue;
    any = true;
    worst.verdict = verdict;
    if (!estimate.value) {
      worst.measured = {};
      worst.sentence = fmt::format("{} was not measured{}{}", estimate.name,
                                   estimate.sentence.empty() ? "" : ": ", estimate.sentence);
      continue;
    }
    worst.measured = in_unit(*estimate.value);
    worst.sentence =
        fmt::format("{} is {} {}", estimate.name, readable(*worst.measured), unit_->name);
    if (estimate.low && estimate.high) {
      worst.sentence += fmt::format(" ({} to {})", readable(in_unit(*estimate.low)),
                                    readable(in_unit(*estimate.high)));
    }
    if (!whole) worst.sentence += ", in a run that is not valid, or was cut short";
  }
  return worst;
}

}  // namespace harness::objective
