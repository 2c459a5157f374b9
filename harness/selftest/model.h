// A queue whose answers are known, and how it is to be measured.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/clock.h"
#include "harness/expected.h"
#include "harness/theory/law.h"

namespace harness::selftest {

/// The queues in Kendall's notation: Poisson arrivals (M); exponential (M), constant (D) or any
/// other (G) service; one server, or c.
enum class Queue { mm1, md1, mmc, mg1 };

/// What the G of M/G/1 stands for.
enum class ServiceLaw { lognormal, hyperexponential };

/// A queue of known law and a measurement of it. First come, first served.
struct Model {
  static constexpr std::uint64_t fewest_requests = 1000;
  static constexpr std::uint64_t most_requests = 1'000'000'000;

  Queue queue = Queue::mm1;
  unsigned servers = 1;
  Duration service = std::chrono::microseconds(100);  // mean
  double cv = 1;                                      // of mg1: standard deviation / mean
  ServiceLaw law = ServiceLaw::lognormal;             // of mg1
  double rate_per_s = 5000;
  std::uint64_t requests = 1'000'000;  // measured in the mean: arrivals are random
  std::uint64_t seed = 1;

  theory::Traffic traffic() const;

  /// Of the service time: 1 for mm1 and mmc, 0 for md1.
  double service_cv() const;

  /// How long the measured requests take to arrive.
  Duration length() const;

  /// How long a queue that begins empty takes to forget it, some relaxation times of M/M/1
  /// (1 / (mu (1 - sqrt rho)^2), Morse 1955), but no longer than length().
  Duration warm_up() const;
};

/// The model, or one line that says what is wrong with it: a load of 1 or more, servers that the
/// queue doesn't have, a variation that the law can't have, figures out of range.
Expected<Model> checked(const Model& model);

/// What theory says of the time from due to finished. Precondition: checked.
theory::Law known_law(const Model& model);

/// "M/G/1 lognormal, cv 2, rho 0.5".
std::string describe(const Model& model);

/// "mm1" and so on; an error names the nearest.
Expected<Queue> parse_queue(std::string_view text);

/// "lognormal" or "hyperexponential"; an error names the nearest.
Expected<ServiceLaw> parse_service_law(std::string_view text);

}  // namespace harness::selftest
