#include "harness/selftest/finest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/figure_text.h"

namespace harness::selftest {
namespace {

constexpr double least_error = 1e-4;  // logarithms have no 0

double error_in_logs(const Depth& depth) {
  return std::log(std::max(depth.error(), least_error));
}

/// The next of 1, 2, ... 9 in its power of ten: more digits would say more than was measured.
double rounded_up(double seconds) {
  const double power = std::pow(10.0, std::floor(std::log10(seconds) + 1e-9));
  return std::ceil(seconds / power - 1e-9) * power;
}

std::string from_text(double seconds) {
  const double ms = rounded_up(seconds) * 1e3;
  return digits(ms) + " ms";
}

/// The answers' order is that of answers_of().
constexpr std::size_t p50 = 0, p99 = 2;

std::vector<Depth> depths_of(std::span<const Trial> soundings, std::size_t quantile) {
  std::vector<Depth> depths;
  for (const Trial& trial : soundings) {
    const Answer& answer = trial.answers.at(quantile);
    depths.push_back({answer.theory_s.value_or(0), answer.measured_s});
  }
  return depths;
}

}  // namespace

Trial run_trial(const Sounding& sounding, Clock& clock, const std::stop_token& stop) {
  constexpr double load = 0.5;
  const double service_s = std::chrono::duration<double>(sounding.service).count();
  Trial trial;
  trial.name = "even, " + time_text(sounding.service) + ", real time";
  trial.load = {.arrivals = schedule::Arrivals::constant,
                .rate_per_s = load / service_s,
                .warm_up = 5 * sounding.service,
                .length = sounding.length,
                .seed = 1,
                .start = {}};
  trial.time = Time::real_time;
  trial.is_sounding = true;
  trial = run_real(
      std::move(trial), clock, [&sounding](Instant) { return sounding.service; }, 1, stop);
  const theory::Law law{.mean_s = service_s,
                        .tail = [service_s](double t_s) { return t_s < service_s ? 1.0 : 0.0; }};
  trial.answers = answers_of(law, trial.measured, 0);
  return trial;
}

double Depth::error() const {
  return std::abs(measured_s / known_s - 1);
}

std::optional<double> finest_s(std::span<const Depth> depths, double tolerance) {
  std::size_t first = depths.size();  // from which on all are right
  while (first > 0 && depths[first - 1].error() <= tolerance) --first;
  if (first == depths.size()) return std::nullopt;
  if (first == 0) return depths[0].known_s;
  const Depth& wrong = depths[first - 1];
  const Depth& right = depths[first];
  const double from = std::log(wrong.known_s), to = std::log(right.known_s);
  const double fall = error_in_logs(wrong) - error_in_logs(right);
  const double share = fall > 0 ? (error_in_logs(wrong) - std::log(tolerance)) / fall : 1;
  return std::exp(from + std::clamp(share, 0.0, 1.0) * (to - from));
}

Finest finest_of(std::span<const Trial> soundings) {
  Finest finest;
  if (soundings.empty()) return finest;
  finest.p50_s = finest_s(depths_of(soundings, p50), Finest::tolerance);
  finest.p99_s = finest_s(depths_of(soundings, p99), Finest::tolerance);
  finest.longest_s = soundings.back().answers.at(p50).theory_s.value_or(0);
  return finest;
}

std::string finest_text(const Finest& finest) {
  const std::string within = fmt::format("right within {}", percent_text(Finest::tolerance));
  const std::string longest = time_text(finest.longest_s);
  if (finest.longest_s <= 0) return "No latency was measured in real time.";
  if (!finest.p50_s) {
    return fmt::format("This machine can measure nothing now: no latency up to {} is {}.", longest,
                       within);
  }
  const std::string p50_from = from_text(*finest.p50_s);
  const std::string begin = "This machine can measure now: P50 ";
  if (!finest.p99_s) {
    return begin + fmt::format("from {} on is {}; no P99 up to {} is.", p50_from, within, longest);
  }
  const std::string p99_from = from_text(*finest.p99_s);
  if (p50_from == p99_from) {
    return begin + fmt::format("and P99 from {} on are {}.", p50_from, within);
  }
  return begin + fmt::format("from {} and P99 from {} on are {}.", p50_from, p99_from, within);
}

result::Check check(const Finest& finest) {
  using result::CheckState;
  const CheckState state = !finest.p50_s   ? CheckState::failed
                           : !finest.p99_s ? CheckState::warned
                                           : CheckState::passed;
  result::Check check{.name = "real time: finest latency",
                      .state = state,
                      .figure = {},
                      .limit = finest.longest_s,
                      .sentence = finest_text(finest)};
  if (finest.p99_s) check.figure = finest.p99_s;
  return check;
}

}  // namespace harness::selftest
