// For tests and the accuracy table: the highest rates of queues of known law, from closed forms.
#pragma once

namespace harness::search {

/// M/D/1: the rate at which the share of requests slower than `limit_s`, service included, is
/// `share` (Erlang's series for the waiting time). Precondition: limit_s at most 20 services,
/// beyond which the series loses its digits.
double md1_rate(double service_s, double limit_s, double share);

/// M/M/1: latency is exponential with rate mu - lambda.
double mm1_rate(double service_s, double limit_s, double share);

/// M/M/1 with room for so many: the rate at which `share` of the requests is shed,
/// (1 - rho) rho^room / (1 - rho^(room + 1)).
double mm1_shed_rate(double service_s, int room, double share);

}  // namespace harness::search
