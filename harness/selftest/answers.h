// Known answers against measured ones.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/selftest/measured.h"
#include "harness/selftest/noise.h"
#include "harness/stats/estimate.h"

namespace harness::selftest {

/// One figure of the latency from due to finished, as it must be and as it was measured; seconds.
struct Answer {
  std::string quantile;               // "p50", "p95", "p99", "p99.9" or "mean"
  std::optional<double> theory_s;     // empty: no closed form
  std::optional<double> explained_s;  // the most that theory and noise explain; with theory_s
  double grain_s = 0;                 // by how much the target's own law is only known
  bool by_chance = true;              // false: the load is not random, so chance explains nothing
  double measured_s = 0;
  std::optional<stats::Interval> interval_s;  // 95 %; empty where there was too little to say
  /// As many independent requests beyond the quantile tell as much.
  double beyond = 0;
};

/// The five answers of a model.
std::vector<Answer> answers_of(const Model& model, const Measured& measured, const Noise& noise);

/// The five answers that `theory` asks for, before noise; `grain_s` as in Answer.
std::vector<Answer> answers_of(const theory::Law& theory, const Measured& measured, double grain_s);

/// As a row of known_answers.csv.
result::KnownAnswer row_of(const std::string& model, const Answer& answer);

/// Is what was measured what theory says? It may be off by twice its 95 % interval (about one in
/// ten thousand is by chance), by what a histogram's bucket spans, and by what noise explains; a
/// noise that explains anything warns. Empty where there is nothing to compare: no theory, a theory
/// of 0, or too few requests to say.
std::optional<result::Check> check(const std::string& model, const Answer& answer);

}  // namespace harness::selftest
