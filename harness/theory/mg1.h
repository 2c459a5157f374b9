// M/G/1: Poisson arrivals, one server, any law of service.
#pragma once

#include "harness/theory/law.h"

namespace harness::theory {

/// The mean wait in an M/G/1 queue, in seconds; `cv` is the service time's standard deviation as a
/// part of its mean. Pollaczek and Khinchine: rho / (1 - rho) times the mean residual service.
/// Precondition: load < 1, servers == 1.
double pollaczek_khinchine_wait_s(const Traffic& traffic, double cv);

/// A service that is exponential of one rate with probability `first_share`, else of another.
struct Hyperexponential {
  double first_share = 0;
  double first_rate = 0, second_rate = 0;  // a second
};

/// The one of this mean and variation with balanced means: both branches bring the same load (Tijms
/// 1994, "Stochastic Models", B.2). Precondition: mean_s > 0, cv >= 1.
Hyperexponential balanced_hyperexponential(double mean_s, double cv);

/// Time in an M/G/1 queue of hyperexponential service: a mixture of two exponentials, whose rates
/// are the roots of the quadratic that Pollaczek and Khinchine's transform leaves. Precondition:
/// load < 1, rate > 0, servers == 1, cv >= 1.
Law hyperexponential_sojourn(const Traffic& traffic, double cv);

/// Time in an M/G/1 queue of lognormal service: its mean; no closed form of its tail is known.
/// Precondition: load < 1, servers == 1.
Law lognormal_sojourn(const Traffic& traffic, double cv);

}  // namespace harness::theory
