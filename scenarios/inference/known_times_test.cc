// A service whose model takes a known time, asked by the real client over real connections: what
// is measured is what theory says of such a queue.
#include <doctest/doctest.h>

#include "engine/inference/service.h"
#include "harness/drive/open_loop.h"
#include "harness/drive/simulated_queue.h"
#include "harness/schedule/shapes.h"
#include "harness/theory/md1.h"
#include "scenarios/openai/asked_streams.h"

namespace known_times_test {

using namespace std::chrono_literals;
using engine::inference::Service;
using engine::inference::options::find_option;
using engine::inference::options::Options;
using harness::Duration;
using harness::record::PhaseTotals;
using scenarios::openai::streams_from;

namespace {

constexpr double step_s = 4e-3;
constexpr int tokens = 4;  // a step for the prompt and the first token, another for each more
constexpr double service_s = tokens * step_s;

struct Load {
  double rate_per_s = 0;
  Duration length{};
  std::size_t workers = 1;
};

/// One request after the other on each worker, each token in a made-up time that is always the
/// same.
std::unique_ptr<Service> simulated_service(std::size_t workers) {
  Options options = Options::v1();
  const std::pair<const char*, std::string> settings[] = {
      {"model.shape", "simulated"},
      {"simulated.step", "4ms"},
      {"stream", "on"},
      {"schedule.workers", std::to_string(workers)}};
  for (const auto& [name, value] : settings) REQUIRE(find_option(name)->set(options, value));
  options.server.port = 0;
  auto service = Service::start(options);
  REQUIRE(service);
  return std::move(*service);
}

/// Poisson arrivals, the same ones for every target.
PhaseTotals put(harness::Clock& clock, harness::Target& target, const Load& load) {
  harness::record::Recorder recorder(1, target.stages().size(), {0}, target.classes());
  auto mix =
      harness::mix::RequestMix::make({.choice = harness::mix::Choice::sequential}, 100'000, 1)
          .value();
  auto profile = harness::schedule::RateProfile::make(
      harness::schedule::constant("all", load.rate_per_s, load.length));
  harness::drive::OpenLoop loop(clock, target, recorder, harness::Waiting::sleep, Duration::max(),
                                1);
  loop.run({profile.value(), harness::schedule::Arrivals::poisson, 20261130}, mix,
           clock.now() + 50ms, 30s, {});
  return recorder.take().at(0);
}

PhaseTotals asked_for(const Load& load) {
  const auto service = simulated_service(load.workers);
  harness::RealClock clock;
  auto prepared = streams_from(clock, service->port(), "simulated",
                               {{"prompt", "4"},
                                {"answer", std::to_string(tokens)},
                                {"ignore_eos", "on"},
                                {"verify", "id"}});
  REQUIRE(prepared);
  return put(clock, *prepared->target, load);
}

/// What a queue before as many servers makes of these arrivals, in virtual time.
PhaseTotals in_virtual_time(const Load& load) {
  harness::ManualClock clock;
  harness::drive::SimulatedQueue queue(
      clock, [](harness::Instant) { return std::chrono::milliseconds(16); }, load.workers);
  return put(clock, queue, load);
}

}  // namespace

TEST_CASE("a serial service of simulated time is M/D/1, to its first token and to its last") {
  const PhaseTotals seen = asked_for({.rate_per_s = 0.5 / service_s, .length = 6s});
  CHECK(seen.outcomes.failed == 0);
  CHECK(seen.outcomes.ok > 120);
  const auto& streams = seen.classes.at(0);
  CHECK(streams.units == tokens * seen.outcomes.ok);
  const harness::theory::Law law =
      harness::theory::md1_sojourn({.rate_per_s = 0.5 / service_s, .service_s = service_s});
  for (const double p : {0.5, 0.9}) {
    INFO(p);
    const double last_ms = *law.quantile_s(p) * 1e3;
    const double first_ms = last_ms - 1e3 * (service_s - step_s);
    const double seen_last_ms = static_cast<double>(seen.latency.quantile(p)) / 1e6;
    const double seen_first_ms = static_cast<double>(streams.first_result.quantile(p)) / 1e6;
    // A quarter for chance, of a hundred and more requests; and a busy machine.
    CHECK(seen_last_ms > 0.75 * last_ms);
    CHECK(seen_last_ms < 1.4 * last_ms + 10);
    CHECK(seen_first_ms > 0.75 * first_ms);
    CHECK(seen_first_ms < 1.4 * first_ms + 10);
  }
  const double gap_ms = static_cast<double>(streams.gaps.quantile(0.5)) / 1e6;
  CHECK(gap_ms > 0.9 * 1e3 * step_s);
  CHECK(gap_ms < 2 * 1e3 * step_s);
}

TEST_CASE("with two workers it is M/D/2, arrival by arrival") {
  const Load load{.rate_per_s = 0.7 * 2 / service_s, .length = 6s, .workers = 2};
  const PhaseTotals expected = in_virtual_time(load);
  const PhaseTotals seen = asked_for(load);
  CHECK(seen.outcomes.ok == expected.outcomes.ok);
  for (const double p : {0.5, 0.9}) {
    INFO(p);
    const double expected_ms = static_cast<double>(expected.latency.quantile(p)) / 1e6;
    const double seen_ms = static_cast<double>(seen.latency.quantile(p)) / 1e6;
    // Nothing is left to chance but the machine.
    CHECK(seen_ms > 0.98 * expected_ms);
    CHECK(seen_ms < 1.4 * expected_ms + 10);
  }
}

}  // namespace known_times_test
