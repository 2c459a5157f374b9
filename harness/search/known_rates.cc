#include "harness/search/known_rates.h"

#include <cmath>

namespace harness::search {
namespace {

/// Where `share_at(load)`, which rises, reaches `share`; loads in (0, 1).
template <class ShareAt>
double load_at(double share, ShareAt share_at) {
  double low = 0.01, high = 0.999;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (share_at(middle) > share ? high : low) = middle;
  }
  return low;
}

}  // namespace

double md1_rate(double service_s, double limit_s, double share) {
  const double waits = limit_s / service_s - 1;  // the longest wait allowed, in services
  return load_at(share,
                 [&](double load) {
                   double sum = 0, factorial = 1;
                   for (int k = 0; k <= waits; ++k) {
                     if (k > 0) factorial *= k;
                     const double x = load * (k - waits);
                     sum += std::pow(x, k) / factorial * std::exp(-x);
                   }
                   return 1 - (1 - load) * sum;
                 }) /
         service_s;
}

double mm1_rate(double service_s, double limit_s, double share) {
  return 1 / service_s + std::log(share) / limit_s;
}

double mm1_shed_rate(double service_s, int room, double share) {
  return load_at(share,
                 [&](double load) {
                   return (1 - load) * std::pow(load, room) / (1 - std::pow(load, room + 1));
                 }) /
         service_s;
}

}  // namespace harness::search
