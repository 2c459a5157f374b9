#include "harness/selftest/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "harness/figure_text.h"
#include "harness/stats/quantile.h"

namespace harness::selftest {
namespace {

constexpr double bucket = 1.0 / 1024;  // record::Histogram's
constexpr double fewest_beyond = 20;   // twice what stats::estimate_quantile asks for
constexpr double most_chance = 0.5;    // a drift makes intervals wide: that must not excuse it
constexpr double intervals = 2;        // 3.92 standard deviations instead of 1.96

struct Quantile {
  const char* name;
  double fraction;
};
constexpr std::array<Quantile, 4> quantiles{Quantile{"p50", 0.50}, Quantile{"p95", 0.95},
                                            Quantile{"p99", 0.99}, Quantile{"p99.9", 0.999}};

stats::Estimate mean_of(const Measured& measured) {
  stats::Ratio ratio;
  for (const record::SparseHistogram& slice : measured.latency) {
    ratio.numerators.push_back(slice.sum());
    ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return stats::estimate(ratio);
}

/// `measured` is in nanoseconds.
Answer answer(const char* name, const stats::Estimate& measured, double fraction) {
  Answer answer;
  answer.quantile = name;
  answer.measured_s = measured.value / 1e9;
  answer.beyond = measured.effective * (1 - fraction);
  if (measured.interval) {
    answer.interval_s = {measured.interval->low / 1e9, measured.interval->high / 1e9};
  }
  return answer;
}

std::vector<Answer> measured_answers(const Measured& measured) {
  std::vector<Answer> answers;
  for (const Quantile& quantile : quantiles) {
    answers.push_back(answer(quantile.name,
                             stats::estimate_quantile(measured.latency, quantile.fraction),
                             quantile.fraction));
  }
  answers.push_back(answer("mean", mean_of(measured), 0));
  return answers;
}

/// Measured too large: the truth would have to lie below the interval; too small: above it.
double width_towards_theory(const Answer& answer) {
  return answer.measured_s > *answer.theory_s ? answer.measured_s - answer.interval_s->low
                                              : answer.interval_s->high - answer.measured_s;
}

}  // namespace

std::vector<Answer> answers_of(const theory::Law& theory, const Measured& measured,
                               double grain_s) {
  std::vector<Answer> answers = measured_answers(measured);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    answers[i].theory_s =
        i < quantiles.size() ? theory.quantile_s(quantiles[i].fraction) : theory.mean_s;
    answers[i].explained_s = answers[i].theory_s;
    answers[i].grain_s = grain_s;
  }
  return answers;
}

std::vector<Answer> answers_of(const Model& model, const Measured& measured, const Noise& noise) {
  std::vector<Answer> answers = answers_of(known_law(model), measured, 0);
  const Explained explained(model, noise);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i].theory_s) continue;
    answers[i].explained_s = i < quantiles.size()
                                 ? explained.largest_quantile_s(quantiles[i].fraction)
                                 : explained.largest_mean_s();
  }
  return answers;
}

result::KnownAnswer row_of(const std::string& model, const Answer& answer) {
  result::KnownAnswer row{.model = model,
                          .quantile = answer.quantile,
                          .theory_ms = {},
                          .measured_ms = answer.measured_s * 1e3,
                          .relative_error = {},
                          .interval_low_ms = {},
                          .interval_high_ms = {}};
  if (answer.theory_s) {
    row.theory_ms = *answer.theory_s * 1e3;
    if (*answer.theory_s > 0) row.relative_error = answer.measured_s / *answer.theory_s - 1;
  }
  if (answer.interval_s) {
    row.interval_low_ms = answer.interval_s->low * 1e3;
    row.interval_high_ms = answer.interval_s->high * 1e3;
  }
  return row;
}

std::optional<result::Check> check(const std::string& model, const Answer& answer) {
  if (answer.theory_s.value_or(0) <= 0) return std::nullopt;
  if (answer.by_chance && (!answer.interval_s || answer.beyond < fewest_beyond))
    return std::nullopt;
  const double theory = *answer.theory_s;
  const double error = answer.measured_s / theory - 1;
  const double explained = std::max(answer.explained_s.value_or(theory) / theory - 1, 0.0);
  const double chance =
      answer.by_chance ? std::min(intervals * width_towards_theory(answer) / theory, most_chance)
                       : 0;
  const double limit = chance + bucket + answer.grain_s / theory + (error > 0 ? explained : 0);
  // Noise that hides any answer is the machine's fault: it warns.
  const result::CheckState state = !std::isfinite(limit)      ? result::CheckState::warned
                                   : std::abs(error) <= limit ? result::CheckState::passed
                                                              : result::CheckState::failed;
  std::string sentence =
      fmt::format("{} measured, {} known: {:+.2f} %; chance explains {:.2f} %",
                  time_text(answer.measured_s), time_text(theory), 100 * error, 100 * chance);
  if (error > 0 && explained > 0) {
    sentence += std::isfinite(explained)
                    ? fmt::format(", the machine's noise {:.2f} %", 100 * explained)
                    : std::string(", and the machine's noise hides any answer");
  }
  return result::Check{.name = fmt::format("{}: {}", model, answer.quantile),
                       .state = state,
                       .figure = std::abs(error),
                       .limit = std::isfinite(limit) ? result::Figure(limit) : std::nullopt,
                       .sentence = sentence + "."};
}

}  // namespace harness::selftest
