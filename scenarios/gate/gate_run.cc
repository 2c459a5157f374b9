#include "scenarios/gate/gate_run.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>

#include "harness/environment/environment.h"
#include "harness/pairing/course.h"
#include "harness/pairing/tally.h"
#include "scenarios/gate/candidate_point.h"
#include "scenarios/gate/injection.h"
#include "scenarios/gate/sides.h"
#include "scenarios/gate/survey.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::gate::GateResult;
using harness::pairing::CourseProgress;
using harness::pairing::Stage;

std::string commit_of(const harness::child::Hello& hello) {
  if (!hello.commit) return {};
  return hello.commit->id.substr(0, 8) +
         (hello.commit->dirty.value_or(false) ? ", with changes" : "");
}

void describe(harness::gate::Contender& contender, const harness::child::Hello& hello) {
  contender.version = hello.version;
  contender.commit = commit_of(hello);
  contender.build = fmt::format(
      "{}, {}", hello.build.build_type.empty() ? "no build type" : hello.build.build_type,
      hello.build.compiler);
}

std::string load_words(const harness::child::SessionLoad& load) {
  if (const auto* clients = std::get_if<harness::child::Clients>(&load)) {
    return fmt::format("{} clients, each sends its next request when the last one has ended",
                       clients->count);
  }
  return fmt::format("{:g}/s, whatever becomes of them",
                     std::get<harness::child::Rate>(load).per_s);
}

/// A gate while it goes on.
class Gate {
 public:
  Gate(harness::Clock& clock, const GateOrder& order, const harness::run::Tell& tell,
       const std::stop_token& stop, Sides sides)
      : clock_(clock),
        order_(order),
        tell_(tell),
        stop_(stop),
        sides_(std::move(sides)),
        random_(order.plan.seed, harness::schedule::Stream::turns),
        begun_(clock.now()) {
    result_.started_utc = fmt::format(
        "{:%FT%TZ}",
        fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
    result_.command = order.command;
    result_.base = contender_of(order.base_asked, order.base);
    result_.candidate = contender_of(order.candidate_asked, order.candidate);
    result_.subject = order.session.target.subject;
    result_.scenario = order.session.scenario;
    result_.plan = order.plan;
    for (const FoundProgram* program : {&order.base, &order.candidate}) {
      warn(program->warnings);
    }
    // Before any load, which would make the machine look busy.
    const auto environment = harness::environment::describe_environment();
    for (const auto& [name, value] : environment.facts) {
      // Each program tells its own.
      if (name != "commit" && name != "dirty") result_.environment.emplace_back(name, value);
    }
    warn(environment.warnings);
  }

  Expected<GateResult> run() {
    if (auto ready = look(); !ready) return tl::unexpected(ready.error());
    if (survey_) measure();
    warn(sides_.warnings());
    result_.cut_short = stop_.stop_requested();
    result_.duration_s = harness::seconds(clock_.now() - begun_);
    return std::move(result_);
  }

 private:
  void warn(const std::vector<std::string>& sentences) {
    result_.warnings.insert(result_.warnings.end(), sentences.begin(), sentences.end());
  }

  /// What is wrong with a program makes the verdict.
  void end(const harness::Error& why) { result_.verdict = harness::gate::invalid(why.message); }

  Expected<void> look() {
    tell_({.step = "both programs",
           .phase = "looked at",
           .done_s = 0,
           .total_s = 0,
           .note = {},
           .interval = {}});
    auto seats = sides_.place(random_);
    if (!seats) return tl::unexpected(seats.error());
    auto found = survey(clock_, order_, *seats);
    if (!found) {
      end(found.error());
      return {};
    }
    describe(result_.base, found->base);
    describe(result_.candidate, found->candidate);
    result_.engine = found->engine;
    auto& metrics = result_.plan.metrics;
    for (auto& metric : harness::pairing::gated_counters(found->counters)) {
      metrics.push_back(std::move(metric));
    }
    if (auto changed = harness::gate::change_metrics(metrics, order_.metrics); !changed) {
      return harness::failure("--metrics: " + changed.error().message);
    }
    if (order_.injected) {
      sides_.inject(injection_of(*order_.injected, found->cost));
      warn({"The candidate has more to do than its own work, to see whether that is found."});
    }
    note_parameters(*found);
    warn(found->differences);
    if (result_.base.hash == result_.candidate.hash && found->differences.empty() &&
        !order_.injected) {
      warn({"Both programs are the same bytes: whatever differs is chance."});
    }
    survey_ = std::move(*found);
    return {};
  }

  void note_parameters(const Survey& found) {
    auto& parameters = result_.parameters;
    parameters.emplace_back("load", load_words(order_.session.load));
    parameters.emplace_back("turns", found.turn.reason);
    parameters.emplace_back(
        "pair", fmt::format("{} turns of each program, after {} that are not measured, in an order "
                            "drawn for each two; about {:.1f} s",
                            found.turns.rounds, found.turns.warm_up, harness::seconds(found.pair)));
    parameters.emplace_back("seed", fmt::to_string(order_.plan.seed));
    parameters.insert(parameters.end(), found.parameters.begin(), found.parameters.end());
  }

  Expected<harness::gate::Pair> make_pair(Stage stage) {
    auto seats = stage == Stage::confirmation && relinks_ ? sides_.place_relinked(random_)
                                                          : sides_.place(random_);
    if (!seats) return tl::unexpected(seats.error());
    return harness::pairing::take_turns(seats->base, seats->candidate, survey_->turns, random_,
                                        stop_);
  }

  void measure() {
    harness::pairing::Course course = harness::pairing::run_course(
        clock_,
        {.plan = result_.plan,
         .budget = order_.budget - (clock_.now() - begun_),
         .make_pair = [this](Stage stage, std::size_t) { return make_pair(stage); },
         .relinks = [this] { return relinks_ = sides_.find_linkers(); },
         .tell = [this](const CourseProgress& progress) { show(progress); }},
        stop_);
    result_.pairs = std::move(course.pairs);
    result_.fresh_pairs = std::move(course.fresh_pairs);
    result_.fresh_plan = std::move(course.fresh_plan);
    result_.verdict = std::move(course.verdict);
    if (course.out_of_time) {
      warn(
          {fmt::format("The time was up ({:%Q %q}) before the answer was known; a longer --budget "
                       "has more pairs.",
                       std::chrono::duration_cast<std::chrono::seconds>(order_.budget))});
    }
    for (const auto& objective : order_.objectives) {
      result_.objectives.push_back(check_candidate(objective, result_.pairs));
    }
  }

  void show(const CourseProgress& progress) const {
    const double ahead = progress.pair == 1 && survey_
                             ? harness::seconds(survey_->pair) * static_cast<double>(progress.pairs)
                             : 0;
    tell_({.step = fmt::format("{} pairs", progress.pairs),
           .phase = progress.stage == Stage::first ? "measured" : "confirming",
           .done_s = progress.done_s,
           .total_s = progress.total_s + ahead,
           .note = fmt::format("pair {}", progress.pair),
           .interval = {}});
  }

  harness::Clock& clock_;
  const GateOrder& order_;
  const harness::run::Tell& tell_;
  const std::stop_token& stop_;
  Sides sides_;
  harness::schedule::Generator random_;
  const harness::Instant begun_;
  std::optional<Survey> survey_;  // empty: a program is of no use
  bool relinks_ = false;
  GateResult result_;
};

}  // namespace

Expected<GateResult> run_gate(harness::Clock& clock, const GateOrder& order,
                              const harness::run::Tell& tell, const std::stop_token& stop) {
  auto sides = Sides::make(order, stop);
  if (!sides) return tl::unexpected(sides.error());
  return Gate(clock, order, tell, stop, std::move(*sides)).run();
}

}  // namespace scenarios
