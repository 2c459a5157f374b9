// M/D/1: Poisson arrivals, every request takes equally long.
#pragma once

#include "harness/theory/law.h"

namespace harness::theory {

/// Waiting time in an M/D/1 queue, service not included. At kD - y, 0 < y <= D, it is a sum of k
/// products of positive terms (Franx 2001, "A simple solution for the M/D/c waiting time
/// distribution", Operations Research Letters 29): the queue's lengths, found by level crossing,
/// with Poisson weights. Nothing cancels, as it does in Erlang's alternating series. From 1,000
/// services on the tail is exponential to the last digit and is continued as such. Errors below
/// 1e-13 of probability. Precondition: load < 1, servers == 1.
Law md1_wait(const Traffic& traffic);

/// Waiting and service.
Law md1_sojourn(const Traffic& traffic);

/// The highest Poisson rate at which the `p` quantile of the sojourn in an M/D/1 queue is at most
/// `limit_s`; 0 where the service alone takes longer. Precondition: service_s > 0, 0 < p < 1.
double md1_highest_rate(double service_s, double p, double limit_s);

}  // namespace harness::theory
