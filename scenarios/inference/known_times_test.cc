// A service whose model takes a known time, asked by the real client over real connections: what
// is measured is what theory says of such a queue.
#include <doctest/doctest.h>

#include "engine/inference/service.h"
#include "harness/drive/open_loop.h"
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
constexpr double rate_per_s = 0.5 / service_s;

/// One request after the other, each token in a made-up time that is always the same.
std::unique_ptr<Service> simulated_service() {
  Options options = Options::v1();
  const std::pair<const char*, const char*> settings[] = {
      {"model.shape", "simulated"}, {"simulated.step", "4ms"}, {"stream", "on"}};
  for (const auto& [name, value] : settings) REQUIRE(find_option(name)->set(options, value));
  options.server.port = 0;
  auto service = Service::start(options);
  REQUIRE(service);
  return std::move(*service);
}

PhaseTotals asked_for(Duration length) {
  const auto service = simulated_service();
  harness::RealClock clock;
  auto prepared = streams_from(clock, service->port(), "simulated",
                               {{"prompt", "4"},
                                {"answer", std::to_string(tokens)},
                                {"ignore_eos", "on"},
                                {"verify", "id"}});
  REQUIRE(prepared);
  harness::record::Recorder recorder(1, 3, {0}, prepared->target->classes());
  auto mix =
      harness::mix::RequestMix::make({.choice = harness::mix::Choice::sequential}, 100'000, 1)
          .value();
  auto profile =
      harness::schedule::RateProfile::make(harness::schedule::constant("all", rate_per_s, length));
  harness::drive::OpenLoop loop(clock, *prepared->target, recorder, harness::Waiting::sleep,
                                Duration::max(), 1);
  loop.run({profile.value(), harness::schedule::Arrivals::poisson, 20261130}, mix,
           clock.now() + 50ms, 30s, {});
  return recorder.take().at(0);
}

}  // namespace

TEST_CASE("a serial service of simulated time is M/D/1, to its first token and to its last") {
  const PhaseTotals seen = asked_for(6s);
  CHECK(seen.outcomes.failed == 0);
  CHECK(seen.outcomes.ok > 120);
  const auto& streams = seen.classes.at(0);
  CHECK(streams.units == tokens * seen.outcomes.ok);
  const harness::theory::Law law =
      harness::theory::md1_sojourn({.rate_per_s = rate_per_s, .service_s = service_s});
  for (const double p : {0.5, 0.9}) {
    INFO(p);
    const double last_ms = *law.quantile_s(p) * 1e3;
    const double first_ms = last_ms - 1e3 * (service_s - step_s);
    const double seen_last_ms = static_cast<double>(seen.latency.quantile(p)) / 1e6;
    const double seen_first_ms = static_cast<double>(streams.first_result.quantile(p)) / 1e6;
    // A quarter for chance, of a hundred and more requests; and a busy machine.
    CHECK(seen_last_ms > 0.75 * last_ms);
    CHECK(seen_last_ms < 1.3 * last_ms + 4);
    CHECK(seen_first_ms > 0.75 * first_ms);
    CHECK(seen_first_ms < 1.3 * first_ms + 6);
  }
  const double gap_ms = static_cast<double>(streams.gaps.quantile(0.5)) / 1e6;
  CHECK(gap_ms > 0.9 * 1e3 * step_s);
  CHECK(gap_ms < 2 * 1e3 * step_s);
}

}  // namespace known_times_test
