#include "harness/theory/mg1.h"

#include <cmath>

namespace harness::theory {

double pollaczek_khinchine_wait_s(const Traffic& traffic, double cv) {
  const double rho = traffic.load();
  return rho / (1 - rho) * traffic.service_s * (1 + cv * cv) / 2;
}

Hyperexponential balanced_hyperexponential(double mean_s, double cv) {
  const double share = (1 + std::sqrt((cv * cv - 1) / (cv * cv + 1))) / 2;
  return {share, 2 * share / mean_s, 2 * (1 - share) / mean_s};
}

// With branches p and q of rates a and b the transform of the sojourn is, after the factor s of
// numerator and denominator is gone, (1 - rho) ((pa + qb) s + ab) / (s^2 + (a + b - lambda) s +
// ab (1 - rho)): two real negative poles -r, each with a residue.
Law hyperexponential_sojourn(const Traffic& traffic, double cv) {
  const Hyperexponential service = balanced_hyperexponential(traffic.service_s, cv);
  const double a = service.first_rate;
  const double b = service.second_rate;
  const double idle = 1 - traffic.load();
  const double sum = a + b - traffic.rate_per_s;
  const double product = a * b * idle;
  // The smaller root by the product of both: the difference would cancel.
  const double fast = (sum + std::sqrt(sum * sum - 4 * product)) / 2;
  const double slow = product / fast;
  const double slope = service.first_share * a + (1 - service.first_share) * b;
  const double slow_share = idle * (a * b - slope * slow) / ((fast - slow) * slow);
  const double fast_share = 1 - slow_share;
  const double mean = traffic.service_s + pollaczek_khinchine_wait_s(traffic, cv);
  return {.mean_s = mean, .tail = [=](double t) {
            return slow_share * std::exp(-slow * t) + fast_share * std::exp(-fast * t);
          }};
}

Law lognormal_sojourn(const Traffic& traffic, double cv) {
  return {.mean_s = traffic.service_s + pollaczek_khinchine_wait_s(traffic, cv), .tail = {}};
}

}  // namespace harness::theory
