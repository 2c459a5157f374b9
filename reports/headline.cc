#include "reports/headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "harness/result/outcomes.h"
#include "reports/words/check_advice.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"
#include "reports/words/interval_format.h"
#include "reports/words/point_names.h"
#include "reports/words/refused.h"
#include "reports/words/units.h"

namespace reports {

using harness::result::Figure;
using harness::result::RunResult;

namespace {

using namespace harness::result;

/// The measured point where a figure is highest; null where none has it.
const Point* highest(const RunResult& run, Figure Point::*figure) {
  const Point* found = nullptr;
  for (const Point& point : run.points) {
    const Figure& value = point.*figure;
    if (!point.measured || !value || !std::isfinite(*value)) continue;
    if (found == nullptr || *value > *(found->*figure)) found = &point;
  }
  return found;
}

/// A total over the measured points; empty where none has the figure.
Figure total(const RunResult& run, Figure Point::*figure) {
  Figure sum;
  for (const Point& point : run.points) {
    if (point.measured && point.*figure) sum = sum.value_or(0) + *(point.*figure);
  }
  return sum;
}

/// "peak, 20 % refused": where a latency was measured, and what is not in it.
std::string accepted_at(const RunResult& run, const Point& point, const words::PointNames& names) {
  const std::string share = words::refused(run, point);
  return names(point.step, point.phase) + (share.empty() ? "" : ", " + share);
}

/// The share of the requests that ended in one way, with the number of requests.
void add_share(Headline& head, const RunResult& run, const char* name, Figure Point::*figure,
               const char* of_what) {
  const bool of_accepted = figure == &Point::failed;
  RunResult whole;  // nothing that went wrong is hidden by a cut
  for (const Point& point : run.points) {
    whole.points.push_back(whole_phase(run, point));
    if (of_accepted) whole.points.back().requests = accepted(whole.points.back());
  }
  const Figure part = total(whole, figure);
  const Figure all = total(whole, &Point::requests);
  if (!part || !all || *all <= 0) return;
  const std::string where =
      fmt::format("{} of {} {}", words::count(part), words::count(all), of_what);
  head.figures.push_back({name, words::percent(*part / *all), where});
}

/// A latency of a point and where it stands in it.
struct Latency {
  const char* name;
  Figure Point::*value;
  Figure Point::*low;
  Figure Point::*high;
};
constexpr std::array latencies{
    Latency{"P50", &Point::latency_ms_p50, &Point::latency_ms_p50_low, &Point::latency_ms_p50_high},
    Latency{"P95", &Point::latency_ms_p95, &Point::latency_ms_p95_low, &Point::latency_ms_p95_high},
    Latency{"P99", &Point::latency_ms_p99, &Point::latency_ms_p99_low,
            &Point::latency_ms_p99_high}};

/// Of a load the worst latencies; of a sweep those of the step that one would choose.
void add_latencies(Headline& head, const RunResult& run) {
  const words::PointNames names(run);
  const bool sweep = run.view.chooses;
  const Point* best = highest(run, &Point::achieved_per_s);
  for (const Latency& latency : latencies) {
    const Point* point = sweep ? best : highest(run, latency.value);
    if (point == nullptr || !(point->*latency.value)) continue;
    const words::Bounded figure{point->*latency.value, point->*latency.low, point->*latency.high};
    head.figures.push_back({(sweep ? "" : "highest ") + std::string(latency.name),
                            words::milliseconds(figure.value), accepted_at(run, *point, names),
                            words::interval(figure, words::Measure::milliseconds)});
  }
}

/// Of requests that produce something: when the first of it was there, and how much it was.
void add_results(Headline& head, const RunResult& run) {
  const std::string unit = words::unit_of(run);
  if (unit.empty()) return;
  const words::PointNames names(run);
  const Point* const best = highest(run, &Point::achieved_per_s);
  const Point* const slowest = run.view.chooses ? best : highest(run, &Point::first_result_ms_p99);
  if (slowest != nullptr && slowest->first_result_ms_p99) {
    const words::Bounded figure{slowest->first_result_ms_p99, slowest->first_result_ms_p99_low,
                                slowest->first_result_ms_p99_high};
    head.figures.push_back({words::first_of(unit) + " P99", words::milliseconds(figure.value),
                            names(slowest->step, slowest->phase),
                            words::interval(figure, words::Measure::milliseconds)});
  }
  if (const Point* const most = highest(run, &Point::units_per_s); most != nullptr) {
    const words::Bounded figure{most->units_per_s, most->units_per_s_low, most->units_per_s_high};
    head.figures.push_back({"most " + unit + " a second", words::rate(figure.value),
                            names(most->step, most->phase),
                            words::interval(figure, words::Measure::per_s)});
  }
}

void add_throughput(Headline& head, const RunResult& run) {
  const Point* point = highest(run, &Point::achieved_per_s);
  if (point == nullptr) return;
  const words::Bounded figure{point->achieved_per_s, point->achieved_per_s_low,
                              point->achieved_per_s_high};
  head.figures.push_back({"highest throughput", words::rate(figure.value),
                          words::PointNames(run)(point->step, point->phase),
                          words::interval(figure, words::Measure::per_s)});
}

/// Of a search for a rate: what it found. Its probes go beyond that rate on purpose, so that their
/// worst latencies say nothing.
void add_estimates(Headline& head, const RunResult& run) {
  for (const Estimated& estimate : run.estimates) {
    if (!estimate.value) continue;
    head.figures.push_back(
        {estimate.name, words::in_words(estimate), "", words::interval_in_words(estimate)});
  }
}

/// Of a self-test: the largest error of each quantile.
void add_errors(Headline& head, const RunResult& run) {
  std::vector<const KnownAnswer*> worst;
  for (const KnownAnswer& answer : run.known_answers) {
    if (!answer.relative_error || !std::isfinite(*answer.relative_error)) continue;
    const auto same = std::find_if(worst.begin(), worst.end(), [&](const KnownAnswer* other) {
      return other->quantile == answer.quantile;
    });
    if (same == worst.end()) {
      worst.push_back(&answer);
    } else if (std::fabs(*answer.relative_error) > std::fabs(*(*same)->relative_error)) {
      *same = &answer;
    }
  }
  for (const KnownAnswer* answer : worst) {
    head.figures.push_back({"largest error, " + words::quantile_name(answer->quantile),
                            words::signed_percent(answer->relative_error), answer->model});
  }
}

void add_figures(Headline& head, const RunResult& run) {
  const words::PointNames names(run);
  const auto add = [&](const char* name, Figure Point::*figure, std::string (*wording)(Figure)) {
    const Point* point = highest(run, figure);
    if (point == nullptr) return;
    head.figures.push_back({name, wording(point->*figure), names(point->step, point->phase)});
  };
  if (run.view.searches) {
    add_estimates(head, run);
  } else {
    add_throughput(head, run);
    add_latencies(head, run);
    add_results(head, run);
  }
  add("memory, peak", &Point::rss_mib_peak, words::mebibytes);
  add("CPU, most", &Point::cpu_cores, words::cores);
  const Figure hits = total(run, &Point::cache_hits);
  const Figure misses = total(run, &Point::cache_misses);
  if (hits && misses && *hits + *misses > 0) {
    head.figures.push_back({"cache hits", words::percent(*hits / (*hits + *misses)),
                            fmt::format("of {} look-ups", words::count(*hits + *misses))});
  }
  if (run.view.searches) return;
  add_share(head, run, "failed", &Point::failed, "accepted");
  add_share(head, run, "shed", &Point::shed, "requests");
}

const char* verdict(const RunResult& run) {
  if (run.view.judges_machine) return run.valid() ? "FIT TO MEASURE" : "NOT FIT TO MEASURE";
  if (run.checks.empty()) return "NOT CHECKED";
  return run.valid() ? "VALID" : "INVALID";
}

void add_trust(Headline& head, const RunResult& run) {
  const bool valid = run.valid();
  head.sound = valid && !run.cut_short && !run.checks.empty();
  head.badge = verdict(run);
  if (run.cut_short) head.badge = valid ? "CUT SHORT" : head.badge + ", CUT SHORT";
  if (!valid) {
    head.reason = run.view.judges_machine ? "What is measured here now can't be trusted:"
                                          : "These figures can't be trusted:";
  }
  if (const Check* const cause = words::first_cause(run)) {
    head.reason += " " + (cause->sentence.empty() ? cause->name + " failed." : cause->sentence);
    const std::string_view advice = words::check_advice(cause->name);
    if (!advice.empty()) head.reason += " What to do: " + std::string(advice);
  }
  if (!run.cut_short) return;
  if (!valid) head.reason += " ";
  head.reason += "The run was ended before its time; what was measured until then is here.";
}

void add_objectives(Headline& head, const RunResult& run) {
  if (run.objectives.empty()) return;
  std::size_t met = 0;
  std::size_t missed = 0;
  for (const ObjectiveResult& result : run.objectives) {
    met += result.verdict == Verdict::met;
    missed += result.verdict == Verdict::missed;
  }
  const std::size_t all = run.objectives.size();
  head.objectives = fmt::format("{} of {} objective{} met", met, all, all == 1 ? "" : "s");
  if (missed > 0) head.objectives += fmt::format(", {} missed", missed);
  if (met + missed < all) head.objectives += fmt::format(", {} can't be told", all - met - missed);
  if (met == all) head.objectives_mood = tables::Mood::good;
  if (missed > 0) head.objectives_mood = tables::Mood::bad;
}

}  // namespace

Headline headline(const RunResult& run) {
  Headline head;
  head.title = run.scenario + (run.subject.empty() ? "" : " on " + run.subject);
  add_trust(head, run);
  if (run.points.empty() && run.known_answers.empty() && run.effects.empty()) {
    head.answer = {"Nothing was measured."};
  }
  for (std::size_t i = 0; i < run.findings.size() && i < findings_in_headline; ++i) {
    head.answer.push_back(run.findings[i]);
  }
  if (run.capacity_per_s) head.capacity = words::rate(run.capacity_per_s);
  if (head.answer.empty()) {
    head.answer = {"The run drew no conclusion of its own; the figures below are its result."};
  }
  add_objectives(head, run);
  add_errors(head, run);
  add_figures(head, run);
  return head;
}

}  // namespace reports
