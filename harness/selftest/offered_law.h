// The offered process against its law, and Little's law.
#pragma once

#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/selftest/measured.h"

namespace harness::selftest {

/// How exactly requests can be sent: to the nanosecond in virtual time.
struct Punctuality {
  double jitter_s = 0;    // what reading clocks alone costs
  double late_share = 0;  // of the requests that were sent later than that
};

/// What was offered must be what was asked for: so many requests, and, where they are to come at
/// random, gaps that are exponential (Kolmogorov and Smirnov) and counts that scatter as a Poisson
/// process's do (index of dispersion); where they are to come evenly, gaps that are equal. Then
/// Little's law: what was in the system as its arrivals found it, which for Poisson arrivals is
/// what it holds on average, is the rate times the time in the system. Limits are about four
/// standard deviations, and what late requests explain.
std::vector<result::Check> check_offered(const std::string& model, const Load& load,
                                         const Measured& measured, const Punctuality& punctuality);

}  // namespace harness::selftest
