#include "harness/theory/md1.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

namespace harness::theory {
namespace {

constexpr std::size_t exact_services = 1000;

/// P(more than m wait), m = 0 .. exact_services - 1, in a queue of load rho and service time 1.
/// p(n), the chance that n are in the system, by balancing the ways across level n during a
/// service: p(n + 1) P(A = 0) = p(0) P(A > n) + sum over i = 1 .. n of p(i) P(A > n + 1 - i), A the
/// arrivals.
std::vector<double> queue_tails(double rho) {
  std::vector<double> more;  // P(A > k), from its far end so that small ones are exact
  std::vector<double> exactly{std::exp(-rho)};
  while (exactly.back() > 1e-300 && exactly.size() < 200) {
    exactly.push_back(exactly.back() * rho / static_cast<double>(exactly.size()));
  }
  more.resize(exactly.size());
  for (std::size_t k = exactly.size() - 1; k > 0; --k) more[k - 1] = more[k] + exactly[k];

  std::vector<double> in_system{1 - rho};
  for (std::size_t n = 0; n <= exact_services; ++n) {
    double up = n < more.size() ? in_system[0] * more[n] : 0;
    for (std::size_t i = n + 2 > more.size() ? n + 2 - more.size() : 1; i <= n; ++i) {
      up += in_system[i] * more[n + 1 - i];
    }
    in_system.push_back(up / exactly[0]);
  }
  std::vector<double> tails(exact_services);
  double left = rho - in_system[1];
  for (std::size_t m = 0; m < exact_services; ++m) {
    tails[m] = std::max(left, 0.0);
    left -= in_system[m + 2];
  }
  return tails;
}

/// P(W > x) for x < exact_services, x in service times.
double wait_tail(double rho, const std::vector<double>& queue, double x) {
  const auto k = static_cast<std::size_t>(x) + 1;
  const double mean = rho * (static_cast<double>(k) - x);
  double weight = std::exp(-mean);  // Poisson, of j arrivals
  double total = 0;
  double weights_left = 1;
  for (std::size_t j = 0; j < k && weight > 0; ++j) {
    total += weight * queue[k - 1 - j];
    weights_left -= weight;
    weight *= mean / static_cast<double>(j + 1);
  }
  return total + std::max(weights_left, 0.0);
}

/// The rate at which the tail of the wait falls, a service time: the positive root of
/// rho (e^x - 1) = x. Between ln(1/rho) (where the slope of the difference is 0) and infinity.
double decay(double rho) {
  double low = -std::log(rho);
  double high = 2 * low + 1;
  while (rho * std::expm1(high) < high) high *= 2;
  for (int i = 0; i < 200; ++i) {
    const double middle = low + (high - low) / 2;
    (rho * std::expm1(middle) < middle ? low : high) = middle;
  }
  return low;
}

}  // namespace

Law md1_wait(const Traffic& traffic) {
  const double rho = traffic.load();
  const double service = traffic.service_s;
  const auto queue = std::make_shared<const std::vector<double>>(queue_tails(rho));
  const double fall = rho > 0 ? decay(rho) : 0;
  return {.mean_s = service * rho / (2 * (1 - rho)), .tail = [=](double t) {
            const double x = t / service;
            constexpr double last = exact_services - 1;
            if (x < last) return wait_tail(rho, *queue, x);
            return wait_tail(rho, *queue, last) * std::exp(-fall * (x - last));
          }};
}

Law md1_sojourn(const Traffic& traffic) {
  const Law wait = md1_wait(traffic);
  const double service = traffic.service_s;
  return {.mean_s = wait.mean_s + service, .tail = [service, tail = wait.tail](double t) {
            return t < service ? 1 : tail(t - service);
          }};
}

double md1_highest_rate(double service_s, double p, double limit_s) {
  if (limit_s < service_s) return 0;
  double low = 0;
  double high = 1 / service_s;
  for (int i = 0; i < 60; ++i) {
    const double middle = low + (high - low) / 2;
    const auto quantile = md1_sojourn({middle, service_s, 1}).quantile_s(p);
    (quantile && *quantile <= limit_s ? low : high) = middle;
  }
  return low;
}

}  // namespace harness::theory
