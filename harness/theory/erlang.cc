#include "harness/theory/erlang.h"

#include <algorithm>
#include <cmath>

namespace harness::theory {
namespace {

/// (1 - e^-x) / x, which is 1 at 0.
double mean_of_decay(double x) {
  return x == 0 ? 1 : -std::expm1(-x) / x;
}

/// P(A + B > t) for independent exponential A and B.
double sum_of_two_tail(double rate_a, double rate_b, double t) {
  const double slow = std::min(rate_a, rate_b);
  const double apart = std::abs(rate_a - rate_b);
  return std::exp(-slow * t) * (1 + slow * t * mean_of_decay(apart * t));
}

}  // namespace

double erlang_b(unsigned servers, double offered) {
  double blocked = 1;
  for (unsigned n = 1; n <= servers; ++n) blocked = offered * blocked / (n + offered * blocked);
  return blocked;
}

double erlang_c(unsigned servers, double offered) {
  const double blocked = erlang_b(servers, offered);
  return servers * blocked / (servers - offered * (1 - blocked));
}

Law mmc_sojourn(const Traffic& traffic) {
  const double offered = traffic.rate_per_s * traffic.service_s;
  const double waits = erlang_c(traffic.servers, offered);
  const double service_rate = 1 / traffic.service_s;
  const double wait_rate = traffic.servers * service_rate - traffic.rate_per_s;
  return {.mean_s = traffic.service_s + waits / wait_rate, .tail = [=](double t) {
            return (1 - waits) * std::exp(-service_rate * t) +
                   waits * sum_of_two_tail(service_rate, wait_rate, t);
          }};
}

Law mm1_sojourn(const Traffic& traffic) {
  const double rate = 1 / traffic.service_s - traffic.rate_per_s;
  return {.mean_s = 1 / rate, .tail = [rate](double t) { return std::exp(-rate * t); }};
}

}  // namespace harness::theory
