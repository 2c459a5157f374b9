// Loads on queues of known law, in virtual time.
#pragma once

#include <array>
#include <cmath>
#include <random>
#include <string_view>

#include "harness/drive/simulated_queue.h"
#include "harness/measure/virtual_step.h"
#include "harness/schedule/shapes.h"

namespace harness::measure {

/// A load on which nothing is the matter, so that whatever a check says of it is a false alarm.
struct VirtualLoad {
  enum class Service { constant, exponential, lognormal };  // the last one with a cv of 2

  std::string_view name;
  schedule::Arrivals arrivals;
  double rate_per_s;
  Service service;
  double service_s;
  std::size_t servers;
  double length_s;
  bool burst = false;  // the middle third comes at three times the rate
};

inline Duration draw(VirtualLoad::Service law, double mean_s, std::mt19937_64& random) {
  double value_s = mean_s;
  if (law == VirtualLoad::Service::exponential) {
    value_s *= std::exponential_distribution<>()(random);
  } else if (law == VirtualLoad::Service::lognormal) {
    const double variance = std::log(5.0);  // of the logarithm: cv^2 = e^variance - 1 = 4
    value_s *= std::lognormal_distribution<>(-variance / 2, std::sqrt(variance))(random);
  }
  return Duration(static_cast<Duration::rep>(value_s * 1e9));
}

inline MeasuredStep measure_virtually(const VirtualLoad& asked, std::uint64_t seed) {
  const Duration length(static_cast<Duration::rep>(asked.length_s * 1e9));
  scenario::OpenLoad load{.arrivals = asked.arrivals, .steady = !asked.burst};
  load.segments = asked.burst
                      ? schedule::then(schedule::then(schedule::constant("before", 1, length / 3),
                                                      schedule::constant("burst", 3, length / 3)),
                                       schedule::constant("after", 1, length / 3))
                      : schedule::constant("even", 1, length);
  ManualClock clock;
  std::mt19937_64 random(seed);
  drive::SimulatedQueue queue(
      clock, [&](Instant) { return draw(asked.service, asked.service_s, random); }, asked.servers);
  return measure_virtually(
      clock, queue,
      {.load = load,
       .rate_per_s = asked.rate_per_s,
       .seed = seed,
       .interval = length < std::chrono::seconds(5) ? std::chrono::milliseconds(100)
                                                    : std::chrono::milliseconds(1000)});
}

/// From the everyday to what short, bursty and slow loads ask of the checks.
inline constexpr std::array virtual_loads{
    VirtualLoad{"M/M/1, rho 0.5, 500/s, 30 s", schedule::Arrivals::poisson, 500,
                VirtualLoad::Service::exponential, 1e-3, 1, 30},
    VirtualLoad{"M/M/1, rho 0.8, 800/s, 30 s", schedule::Arrivals::poisson, 800,
                VirtualLoad::Service::exponential, 1e-3, 1, 30},
    VirtualLoad{"M/D/1, rho 0.8, 800/s, 30 s", schedule::Arrivals::poisson, 800,
                VirtualLoad::Service::constant, 1e-3, 1, 30},
    VirtualLoad{"D/D/1, rho 0.6, 10/s, 30 s", schedule::Arrivals::constant, 10,
                VirtualLoad::Service::constant, 60e-3, 1, 30},
    VirtualLoad{"M/G/1 lognormal, cv 2, rho 0.5", schedule::Arrivals::poisson, 500,
                VirtualLoad::Service::lognormal, 1e-3, 1, 30},
    VirtualLoad{"M/M/1, rho 0.5, 500/s, 2 s", schedule::Arrivals::poisson, 500,
                VirtualLoad::Service::exponential, 1e-3, 1, 2},
    VirtualLoad{"M/D/64, 20/s, 1 s each, 10 s", schedule::Arrivals::poisson, 20,
                VirtualLoad::Service::constant, 1, 64, 10},
    VirtualLoad{"M/M/1, rho 0.5, a burst of 1.5", schedule::Arrivals::poisson, 500,
                VirtualLoad::Service::exponential, 1e-3, 1, 6, true},
};

}  // namespace harness::measure
