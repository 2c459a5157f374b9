#include "harness/search/plain_bisection.h"

namespace harness::search {

std::vector<BisectionStep> bisect(const SimulatedLoad& load, const Limit& limit,
                                  double ceiling_per_s, double probe_s, int probes,
                                  std::uint64_t seed) {
  load::Generator generator(seed, load::Stream::arrivals);
  double low = 0, high = ceiling_per_s, seconds = 0;
  std::vector<BisectionStep> steps;
  for (int i = 0; i < probes; ++i) {
    const Probe probe{(low + high) / 2, probe_s};
    const Evidence evidence = load.run(probe, generator, [](const Evidence&) { return false; });
    const bool held = stand(limit, evidence.ratios[0]).ratio <= limit.bound;
    (held ? low : high) = probe.rate_per_s;
    seconds += evidence.seconds;
    steps.push_back({(low + high) / 2, seconds});
  }
  return steps;
}

}  // namespace harness::search
