#include "harness/benchmarks/benchmark_gate.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "harness/benchmarks/rounds.h"
#include "harness/gate/judge.h"
#include "harness/pairing/course.h"

namespace harness::benchmarks {
namespace {

using namespace std::chrono_literals;

constexpr Duration usual_min_time = 50ms, shortest_min_time = 10ms;
constexpr std::size_t rounds_to_confirm = 8;  // at least
constexpr Duration patience = 10s;            // beyond what a process usually takes
constexpr int slower = 5;                     // than usual, and still no hang
constexpr unsigned most_repetitions = 1000;

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  return names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text;
}

std::string_view name_of(Timed timed) {
  if (timed == Timed::cpu) return "CPU time";
  return timed == Timed::real ? "real time" : "CPU time; real time where the name asks for it";
}

/// One gate from its first round to its verdict.
class Gate {
 public:
  Gate(const GateOrder& order, const run::Tell& tell, const std::stop_token& stop)
      : order_(order), tell_(tell), stop_(stop), rounds_(order, stop) {}

  Expected<gate::GateResult> run() {
    if (auto sound = check(); !sound) return tl::unexpected(sound.error());
    if (auto begun = begin(); !begun) return tl::unexpected(begun.error());
    if (trouble_.empty()) {
      measure();
    } else {
      result_.verdict = gate::invalid(trouble_);
    }
    if (could_not_) return tl::unexpected(*could_not_);
    return finished();
  }

 private:
  Expected<void> check() const {
    if (order_.repetitions < 1 || order_.repetitions > most_repetitions) {
      return failure(
          fmt::format("1 to {} repetitions, not {}", most_repetitions, order_.repetitions));
    }
    const gate::Plan plan;
    if (!(order_.tolerance > plan.margin)) {
      return failure(
          fmt::format("the tolerance must be more than the margin of {:g} %", 100 * plan.margin));
    }
    return {};
  }

  /// The round that is not measured: what both have, and how long it takes.
  Expected<void> begin() {
    tell({.step = "first round", .phase = "not measured", .note = {}, .interval = {}});
    rounds_.set_pace(order_.min_time.value_or(usual_min_time),
                     std::max<Duration>(order_.budget / 2, patience));
    auto programs = place(pairing::Stage::first);
    if (!programs) return tl::unexpected(programs.error());
    auto round = rounds_.run(*programs);
    if (!round) return without_first_round(round.error());
    return compare_names(*round).and_then([&] { return set_pace(round->took); });
  }

  /// What a program did makes the gate invalid; anything else is an error.
  Expected<void> without_first_round(const Trouble& trouble) {
    if (stop_.stop_requested()) return failure("stopped before anything was measured");
    if (trouble.what.find("Failed to match any benchmarks") != std::string::npos) {
      return failure(fmt::format("{}: no benchmark matches the filter '{}'",
                                 trouble.what.substr(0, trouble.what.find(" wrote")),
                                 order_.filter));
    }
    if (trouble.ours) return failure(trouble.what);
    trouble_ = trouble.what;
    return {};
  }

  Expected<void> compare_names(const Round& round) {
    gate::Unpaired unpaired;
    const auto pairs = gate::pairs_of_rounds({&round.times, 1}, unpaired);
    result_.plan = gate::benchmark_plan(pairs, order_.tolerance);
    result_.plan.seed = order_.seed;
    for (gate::Metric& metric : result_.plan.metrics) metric.unit = "ns";
    if (result_.plan.metrics.empty()) {
      return failure(
          fmt::format("the programs have no benchmark in common: the base has {}, the "
                      "candidate {}",
                      listed(unpaired.base_only), listed(unpaired.candidate_only)));
    }
    const auto warn = [&](const std::vector<std::string>& names, const char* what) {
      if (!names.empty()) result_.warnings.push_back(fmt::format("{}: {}.", what, listed(names)));
    };
    warn(unpaired.base_only, "Not compared, because only the base has them");
    warn(unpaired.candidate_only, "Not compared, because only the candidate has them");
    warn(round.untimed, "Not compared, because they give no time");
    return {};
  }

  /// As long a repetition as the budget allows for all rounds that may be needed.
  Expected<void> set_pace(Duration took) {
    Duration min_time = order_.min_time.value_or(usual_min_time);
    const auto most = static_cast<double>(result_.plan.looks.back().pairs + rounds_to_confirm);
    const double room = seconds(left()) / (seconds(took) * most);
    if (!order_.min_time && room < 1) {
      const auto fits = std::chrono::duration_cast<Duration>(min_time * room);
      min_time = std::max(fits, shortest_min_time);
      took = std::chrono::duration_cast<Duration>(took * std::max(room, 0.2));
      result_.warnings.push_back(fmt::format(
          "Repetitions last {:.0f} ms, not {:.0f}, so that as many rounds as may be needed fit "
          "into the budget.",
          milliseconds(min_time), milliseconds(usual_min_time)));
    }
    if (took > left()) {
      return failure(fmt::format(
          "a round of both programs takes {:.0f} s, for which a budget of {:.0f} s is too short",
          seconds(took), seconds(order_.budget)));
    }
    rounds_.set_pace(min_time, took * slower + patience);
    round_ = took;
    set_parameters(min_time);
    return {};
  }

  void set_parameters(Duration min_time) {
    result_.parameters = {
        {"benchmarks", std::to_string(result_.plan.metrics.size())},
        {"filter", order_.filter.empty() ? "none" : order_.filter},
        {"figure", std::string(name_of(order_.timed))},
        {"repetitions", fmt::format("{} of at least {:g} ms in each process, of which the median",
                                    order_.repetitions, milliseconds(min_time))},
        {"budget", fmt::format("{:g} s", seconds(order_.budget))},
        {"seed", std::to_string(order_.seed)}};
  }

  Duration left() { return order_.budget - (clock_.now() - begin_); }

  void measure() {
    pairing::Course course = pairing::run_course(
        clock_,
        {.plan = result_.plan,
         .budget = left(),
         .make_pair = [this](pairing::Stage stage, std::size_t) { return make_pair(stage); },
         .relinks = order_.relinks,
         .tell = [this](const pairing::CourseProgress& progress) { tell(progress); }},
        stop_);
    result_.pairs = std::move(course.pairs);
    result_.fresh_pairs = std::move(course.fresh_pairs);
    result_.fresh_plan = std::move(course.fresh_plan);
    result_.verdict = std::move(course.verdict);
    result_.cut_short = course.cut_short;
  }

  Expected<Programs> place(pairing::Stage stage) const {
    return order_.place ? order_.place(stage) : order_.programs;
  }

  Expected<gate::Pair> make_pair(pairing::Stage stage) {
    auto programs = place(stage);
    if (!programs) return fail(programs.error().message, true);
    auto round = rounds_.run(*programs);
    if (!round) return fail(round.error().what, round.error().ours && !stop_.stop_requested());
    gate::Unpaired ignored;
    return std::move(gate::pairs_of_rounds({&round->times, 1}, ignored).front());
  }

  tl::unexpected<Error> fail(const std::string& why, bool ours) {
    if (ours) could_not_ = Error{why};
    return failure(why);
  }

  gate::GateResult finished() {
    result_.base = {.asked = order_.base_asked, .path = order_.programs.base.string()};
    result_.candidate = {.asked = order_.candidate_asked,
                         .path = order_.programs.candidate.string()};
    result_.scenario = "benchmarks";
    result_.items = "benchmarks";
    result_.command = order_.command;
    result_.started_utc = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(started_));
    result_.duration_s = seconds(clock_.now() - begin_);
    return std::move(result_);
  }

  /// Until there is a pair the first round tells how long they take.
  void tell(const pairing::CourseProgress& progress) const {
    const bool none_yet = progress.pair == 1;
    const double ahead = none_yet ? seconds(round_) * static_cast<double>(progress.pairs) : 0;
    tell({.step = fmt::format("{} rounds", progress.pairs),
          .phase = progress.stage == pairing::Stage::first ? "measured" : "confirming",
          .done_s = progress.done_s,
          .total_s = progress.total_s + ahead,
          .note = fmt::format("round {}", progress.pair),
          .interval = {}});
  }

  void tell(const run::Progress& progress) const {
    if (tell_) tell_(progress);
  }

  const GateOrder& order_;
  const run::Tell& tell_;
  const std::stop_token stop_;
  Rounds rounds_;
  RealClock clock_;
  const Instant begin_ = clock_.now();
  const std::time_t started_ = std::time(nullptr);
  Duration round_{0};    // how long the first one took
  std::string trouble_;  // what a program did that makes the gate invalid
  std::optional<Error> could_not_;
  gate::GateResult result_;
};

}  // namespace

Expected<gate::GateResult> run_benchmark_gate(const GateOrder& order, const run::Tell& progress,
                                              const std::stop_token& stop) {
  return Gate(order, progress, stop).run();
}

}  // namespace harness::benchmarks
