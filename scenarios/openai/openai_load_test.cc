// Streams under loads whose outcome is known, from servers in other processes.
#include <doctest/doctest.h>

#include "harness/drive/open_loop.h"
#include "harness/schedule/shapes.h"
#include "harness/theory/md1.h"
#include "scenarios/http/client/open_files.h"
#include "scenarios/http/client/test_server.h"
#include "scenarios/openai/asked_streams.h"
#include "scenarios/openai/stream_server.h"

namespace openai_load_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::record::PhaseTotals;
using harness::schedule::Arrivals;
using scenarios::http::Asked;
using scenarios::http::TestServer;
using scenarios::openai::serve_streams;
using scenarios::openai::streams_from;

namespace {

PhaseTotals put(std::uint16_t port, double rate_per_s, Duration length, Arrivals arrivals) {
  harness::RealClock clock;
  auto prepared = streams_from(clock, port, "m", {{"answer", "4"}});
  REQUIRE(prepared);
  harness::record::Recorder recorder(1, 3, {0}, prepared->target->classes());
  auto mix = harness::mix::RequestMix::make({}, 1, 1).value();
  auto profile =
      harness::schedule::RateProfile::make(harness::schedule::constant("all", rate_per_s, length));
  harness::drive::OpenLoop loop(clock, *prepared->target, recorder, harness::Waiting::sleep,
                                Duration::max(), 1);
  loop.run({profile.value(), arrivals, 20261130}, mix, clock.now() + 50ms, 30s, {});
  return recorder.take().at(0);
}

double in_ms(const harness::record::Histogram& histogram, double fraction) {
  return static_cast<double>(histogram.quantile(fraction)) / 1e6;
}

}  // namespace

TEST_CASE("first tokens of M/D/1, from due, are as theory has it; gaps are the server's") {
  constexpr double service_s = 4e-3, rate_per_s = 125;
  const TestServer server([](int listening) {
    serve_streams(listening, {.service = [](std::uint64_t) { return 4ms; }, .gap = 3ms});
  });
  const PhaseTotals seen = put(server.port(), rate_per_s, 4s, Arrivals::poisson);
  CHECK(seen.outcomes.failed == 0);
  CHECK(seen.outcomes.ok > 400);
  const harness::theory::Law law =
      harness::theory::md1_sojourn({.rate_per_s = rate_per_s, .service_s = service_s});
  const auto& streams = seen.classes.at(0);
  CHECK(streams.first_result.count() == seen.outcomes.ok);
  CHECK(streams.gaps.count() == 3 * seen.outcomes.ok);
  CHECK(streams.units == 4 * seen.outcomes.ok);
  for (const double p : {0.5, 0.9}) {
    INFO(p);
    const double first_ms = *law.quantile_s(p) * 1e3;
    // A fifth for chance, of some hundred independent stretches of time; and a busy machine.
    CHECK(in_ms(streams.first_result, p) > 0.8 * first_ms);
    CHECK(in_ms(streams.first_result, p) < 1.3 * first_ms + 6);
    CHECK(in_ms(seen.latency, p) > 0.8 * (first_ms + 9));
    CHECK(in_ms(seen.latency, p) < 1.3 * (first_ms + 9) + 6);
  }
  CHECK(in_ms(streams.gaps, 0.5) > 2.5);
  CHECK(in_ms(streams.gaps, 0.5) < 4.5);
}

TEST_CASE("a stall of a second is in the first tokens of all that were due in it, and in gaps") {
  const TestServer server([](int listening) {
    serve_streams(listening, {.service = [](std::uint64_t) { return Duration{}; },
                              .gap = 5ms,
                              .after = 500ms,
                              .stall = 1s});
  });
  const PhaseTotals seen = put(server.port(), 100, 2s, Arrivals::constant);
  CHECK(seen.outcomes.ok == 200);
  const auto& streams = seen.classes.at(0);
  CHECK(static_cast<double>(streams.first_result.max()) / 1e9 > 0.9);
  CHECK(static_cast<double>(streams.gaps.max()) / 1e9 > 0.9);
  // Half of all streams were due in it: a client that waits with the server would have one.
  CHECK(in_ms(streams.first_result, 0.8) > 400);
  CHECK(in_ms(streams.first_result, 0.3) < 100);
}

TEST_CASE("ten thousand streams are open at once") {
  const std::size_t room = scenarios::http::room_for_sockets();
  const std::size_t crowd =
      std::min<std::size_t>(scenarios::http::ClientPlan::most_connections, room / 2);
  const TestServer server([crowd](int listening) {
    serve_streams(listening, {.service = [](std::uint64_t) { return Duration{}; }, .crowd = crowd});
  });
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = streams_from(clock, server.port(), "m", {{"prompt", "4"}});
  REQUIRE(prepared);
  const auto before = clock.now();
  for (std::size_t k = 0; k < crowd; ++k) asked.submit(*prepared->target, k);
  CHECK(clock.now() - before < 2s);
  const auto told = asked.all(60s);
  CHECK(told.size() == crowd);
  std::size_t ok = 0;
  for (const auto& one : told) ok += one.units == 4 && one.gaps.size() == 3 ? 1 : 0;
  CHECK(ok == crowd);
}

}  // namespace openai_load_test
