// M/M/1 and M/M/c: Poisson arrivals, exponential service.
#pragma once

#include "harness/theory/law.h"

namespace harness::theory {

/// The share of calls that find all servers busy when none may wait. `offered` is the traffic in
/// erlangs (arrival rate times mean service time), any that is not negative. By the recursion in
/// the number of servers, which adds only positive terms (Cooper 1981, "Introduction to Queueing
/// Theory", 3.3).
double erlang_b(unsigned servers, double offered);

/// The share of arrivals that must wait when all may. Precondition: offered < servers.
double erlang_c(unsigned servers, double offered);

/// Time in an M/M/c queue, waiting and service: a wait of rate c mu - lambda with the probability
/// of Erlang C, and an exponential service of rate mu after it. Exact where the two rates meet,
/// too. Precondition: load < 1, servers >= 1.
Law mmc_sojourn(const Traffic& traffic);

/// The same with one server: exponential of rate mu - lambda. Precondition: load < 1.
Law mm1_sojourn(const Traffic& traffic);

}  // namespace harness::theory
