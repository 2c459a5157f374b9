#include "scenarios/commands_compared/course.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <random>

#include "harness/figure_text.h"
#include "scenarios/command/closing.h"
#include "scenarios/command/process_run.h"
#include "scenarios/command/used.h"

namespace scenarios::compared {
namespace {

using command::Beginning;
using command::RunEnd;
using harness::Duration;
using std::chrono::steady_clock;
using What = Trouble::What;

constexpr double least_pair_s = 0.1;
constexpr std::size_t most_runs_a_pair = 25;
constexpr std::array<const char*, 2> names{"A", "B"};

tl::unexpected<Trouble> trouble(What what, std::string message) {
  return tl::unexpected<Trouble>(Trouble{what, std::move(message)});
}

/// One comparison from its first run to its answer.
class Course {
 public:
  Course(const Order& order, const harness::run::Tell& tell, const std::stop_token& stop)
      : order_(order), tell_(tell), stop_(stop), on_stop_(stop, [this] { closing_.close(); }) {}

  tl::expected<Comparison, Trouble> run() {
    made_.order = order_;
    made_.least_peak_bytes = command::peak_at_the_beginning(Beginning::copied);
    if (auto warm = warm_up(); !warm) return tl::unexpected(warm.error());
    made_.answer = answer(false);
    while (made_.answer.wanted) {
      auto pair = next_pair();
      if (!pair && pair.error().what != What::stopped) return tl::unexpected(pair.error());
      if (pair) made_.pairs.push_back(std::move(*pair));
      const bool out = !pair || is_out();
      if (out || made_.pairs.size() == *made_.answer.wanted) made_.answer = answer(out);
    }
    made_.cut_short = stop_.stop_requested();
    made_.duration_s = since_begin();
    return std::move(made_);
  }

 private:
  Answer answer(bool ended) const {
    return answer_of(wall_ratios(made_.pairs), order_.rules, ended);
  }

  double since_begin() const { return harness::seconds(steady_clock::now() - begin_); }

  bool is_out() const {
    const std::size_t runs = (made_.pairs.size() + 1) * made_.runs_a_pair;
    return stop_.stop_requested() || steady_clock::now() - begin_ >= order_.budget ||
           (order_.most_runs > 0 && runs > order_.most_runs);
  }

  /// Tells how many runs a pair should have.
  tl::expected<void, Trouble> warm_up() {
    double both_s = 0;  // one run of each, in the last round
    for (std::uint64_t i = 0; i < order_.warm_up; ++i) {
      tell("warm-up", fmt::format("run {}", i + 1), 0);
      both_s = 0;
      for (std::size_t side = 0; side < order_.commands.size(); ++side) {
        const auto run = one_run(side);
        if (!run) return tl::unexpected(run.error());
        both_s += run->wall_s;
      }
    }
    constexpr double shortest_s = 1e-4;
    const double runs = std::ceil(least_pair_s / std::max(both_s, shortest_s));
    // Without a warm-up nothing tells how long they take: 25 runs might outlast the budget.
    const bool known = order_.warm_up > 0;
    made_.runs_a_pair = known ? std::min(static_cast<std::size_t>(runs), most_runs_a_pair) : 1;
    if (order_.most_runs > 0) {
      constexpr std::uint64_t pairs = 12;  // that tell of a difference
      const std::size_t fits = std::max<std::uint64_t>(order_.most_runs / pairs, 1);
      made_.runs_a_pair = std::min(made_.runs_a_pair, fits);
    }
    measured_from_ = since_begin();
    return {};
  }

  tl::expected<Pair, Trouble> next_pair() {
    tell_of_pairs();
    Pair pair;
    for (std::size_t i = 0; i < made_.runs_a_pair; ++i) {
      const std::size_t first = random_() & 1;
      for (const std::size_t side : {first, 1 - first}) {
        auto run = one_run(side);
        if (!run) return tl::unexpected(run.error());
        pair.runs[side].push_back(*run);
      }
    }
    return pair;
  }

  tl::expected<Run, Trouble> one_run(std::size_t side) {
    if (auto ready = prepare(); !ready) return tl::unexpected(ready.error());
    const auto end = run_command(order_.commands[side], command::Heard::errors);
    if (!end) return trouble(What::could_not_run, names[side] + (" " + end.error().message));
    if (auto sound = check(*end, names[side]); !sound) return tl::unexpected(sound.error());
    if (end->process.status != 0 && !order_.ignore_failure) {
      return trouble(
          What::failed,
          fmt::format("{} failed: {}{}; --ignore-failure compares it all the same", names[side],
                      command::why_it_ended(end->process.status), said(*end)));
    }
    // From its image on: what this program takes to start it is no command's.
    Run run{.wall_s = harness::seconds(end->ended - end->image_from),
            .cpu_s = command::cpu_seconds(end->process.used)};
    if (const auto& least = made_.least_peak_bytes) {
      run.peak_bytes = command::own_peak_bytes(end->process.used, *least);
    }
    return run;
  }

  tl::expected<void, Trouble> prepare() {
    if (!order_.prepare) return {};
    const auto end = run_command(*order_.prepare, command::Heard::errors);
    if (!end) return trouble(What::could_not_run, "--prepare " + end.error().message);
    if (auto sound = check(*end, "--prepare"); !sound) return sound;
    if (end->process.status == 0) return {};
    return trouble(What::could_not_run,
                   fmt::format("--prepare failed: {}{}", command::why_it_ended(end->process.status),
                               said(*end)));
  }

  harness::Expected<RunEnd> run_command(const Command& what, command::Heard heard) const {
    return command::run_to_end({.program = what.program,
                                .words = what.words,
                                .heard = heard,
                                .timeout = order_.budget,
                                .stop = closing_.number(),
                                .beginning = Beginning::copied});
  }

  tl::expected<void, Trouble> check(const RunEnd& end, const char* who) const {
    if (end.how == RunEnd::How::stopped) return trouble(What::stopped, "stopped");
    if (end.how == RunEnd::How::ended) return {};
    return trouble(What::too_slow,
                   fmt::format("{} still ran after {}, the budget of all; --budget allows more",
                               who, harness::time_text(order_.budget)));
  }

  static std::string said(const RunEnd& end) {
    return end.last_line.empty() ? "" : fmt::format(" ({})", end.last_line);
  }

  void tell_of_pairs() {
    const double done = static_cast<double>(made_.pairs.size());
    const double each_s = done > 0 ? (since_begin() - measured_from_) / done : least_pair_s;
    const auto wanted = static_cast<double>(*made_.answer.wanted);
    const double left_s = std::max(0.0, harness::seconds(order_.budget) - since_begin());
    tell("measured", fmt::format("pair {}", made_.pairs.size() + 1),
         std::min(each_s * (wanted - done), left_s));
  }

  void tell(const char* phase, std::string note, double left_s) const {
    if (!tell_) return;
    tell_({.step = "commands",
           .phase = phase,
           .done_s = since_begin(),
           .total_s = since_begin() + left_s,
           .note = std::move(note),
           .interval = {}});
  }

  const Order& order_;
  const harness::run::Tell& tell_;
  const std::stop_token stop_;
  const command::Closing closing_;
  const std::stop_callback<std::function<void()>> on_stop_;
  const steady_clock::time_point begin_ = steady_clock::now();
  std::mt19937_64 random_{order_.seed};
  double measured_from_ = 0;
  Comparison made_;
};

}  // namespace

tl::expected<Comparison, Trouble> run_course(const Order& order, const harness::run::Tell& tell,
                                             const std::stop_token& stop) {
  return Course(order, tell, stop).run();
}

}  // namespace scenarios::compared
