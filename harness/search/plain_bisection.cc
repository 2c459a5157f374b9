#include "harness/search/plain_bisection.h"

namespace harness::search {

Bisected bisect(const SimulatedLoad& load, const Limit& limit, double ceiling_per_s,
                const BisectionOptions& options, std::uint64_t seed) {
  schedule::Generator generator(seed, schedule::Stream::arrivals);
  double low = 0, high = ceiling_per_s;
  Bisected bisected;
  while (bisected.probes < 50 && high - low > options.within * (high + low)) {
    const Probe probe{(low + high) / 2, options.probe_s};
    const Evidence evidence = load.run(probe, generator, [](const Evidence&) { return false; });
    const bool held = stand(limit, evidence.ratios[0]).ratio <= limit.bound;
    (held ? low : high) = probe.rate_per_s;
    bisected.seconds += evidence.seconds;
    ++bisected.probes;
  }
  bisected.rate_per_s = (low + high) / 2;
  return bisected;
}

}  // namespace harness::search
