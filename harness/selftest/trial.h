// One known answer asked for and measured, as rows of the result.
#pragma once

#include <stop_token>
#include <string>

#include "harness/result/run_result.h"
#include "harness/selftest/answers.h"
#include "harness/selftest/measured.h"
#include "harness/selftest/noise.h"
#include "harness/selftest/stall_pattern.h"

namespace harness::selftest {

enum class Time { virtual_time, real_time };

/// What one measurement adds to the result.
struct Trial {
  std::string name;  // "M/M/1, rho 0.5, virtual time"
  Load load;
  Measured measured;
  std::vector<Answer> answers;
  Noise noise;  // nothing in virtual time
  Time time = Time::virtual_time;
  bool is_sounding = false;  // its answers tell of the machine, and are not checked
};

/// In real time the model's servers spin, a core each, beside the driver's: see cores.h.
/// Precondition: checked.
Trial run_trial(const Model& model, Time time, Clock& clock, const std::stop_token& stop);
Trial run_trial(const StallTrial& trial, Time time, Clock& clock, const std::stop_token& stop);

/// Measures the trial's load in real time on servers that spin for as long as `service` says; its
/// answers are still to be made.
Trial run_real(Trial trial, Clock& clock, SpinningServers::Service service, std::size_t servers,
               const std::stop_token& stop);

/// Answers, offered process, Little's law, whether every request ended well; in real time a
/// warning where the noise could hide the answers.
std::vector<result::Check> check(const Trial& trial);

/// The trial's rows: a point, which is valid if the trial's own checks are, its distribution, known
/// answers and checks. Nothing of a trial that was cut short.
void add(Trial trial, result::RunResult& result);

}  // namespace harness::selftest
