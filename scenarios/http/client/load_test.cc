// The client under loads whose outcome is known, against servers in other processes.
#include <doctest/doctest.h>

#include <cmath>
#include <thread>

#include "harness/drive/open_loop.h"
#include "harness/schedule/exponential.h"
#include "harness/schedule/shapes.h"
#include "harness/theory/erlang.h"
#include "harness/theory/md1.h"
#include "scenarios/http/client/asked.h"
#include "scenarios/http/client/open_files.h"
#include "scenarios/http/client/test_server.h"

namespace load_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::record::PhaseTotals;
using scenarios::http::Asked;
using scenarios::http::ClientPlan;
using scenarios::http::counted;
using scenarios::http::serve_crowd;
using scenarios::http::serve_queue;
using scenarios::http::target_for;
using scenarios::http::TestServer;

namespace {

struct Load {
  double rate_per_s = 0;
  Duration length{};
  harness::schedule::Arrivals arrivals = harness::schedule::Arrivals::poisson;
  std::size_t threads = 1;
  ClientPlan plan = {};
};

PhaseTotals put(const Load& load, std::uint16_t port) {
  harness::RealClock clock;
  auto prepared = target_for(clock, port, {}, load.plan);
  REQUIRE(prepared);
  harness::record::Recorder recorder(1, 3);
  auto mix = harness::mix::RequestMix::make({}, 1, 1).value();
  auto profile = harness::schedule::RateProfile::make(
      harness::schedule::constant("all", load.rate_per_s, load.length));
  harness::drive::OpenLoop loop(clock, *prepared->target, recorder, harness::Waiting::sleep,
                                Duration::max(), load.threads);
  loop.run({profile.value(), load.arrivals, 20261130}, mix, clock.now() + 50ms, 30s, {});
  return recorder.take().at(0);
}

void check_quantiles(const PhaseTotals& seen, const harness::theory::Law& law) {
  CHECK(seen.outcomes.failed == 0);
  for (const double p : {0.5, 0.9}) {
    INFO(p);
    const double expected_ms = *law.quantile_s(p) * 1e3;
    const double seen_ms = static_cast<double>(seen.latency.quantile(p)) / 1e6;
    // A fifth for chance, of some hundred independent stretches of time; and a busy machine.
    CHECK(seen_ms > 0.8 * expected_ms);
    CHECK(seen_ms < 1.3 * expected_ms + 5);
  }
}

}  // namespace

TEST_CASE("M/D/1 over HTTP: latency from due is as theory has it") {
  constexpr double service_s = 4e-3, rate_per_s = 125;
  const TestServer server([](int listening) {
    serve_queue(listening, {.service = [](std::uint64_t) { return 4ms; }});
  });
  const PhaseTotals seen = put({.rate_per_s = rate_per_s, .length = 4s}, server.port());
  CHECK(seen.outcomes.ok > 400);
  check_quantiles(seen,
                  harness::theory::md1_sojourn({.rate_per_s = rate_per_s, .service_s = service_s}));
}

TEST_CASE("M/M/1 over HTTP: latency from due is as theory has it, whoever has the connections") {
  constexpr double service_s = 3e-3, rate_per_s = 150;
  const TestServer server([](int listening) {
    serve_queue(listening, {.service = [](std::uint64_t k) {
                  // Evenly spread over the law's quantiles, in an order that repeats nothing.
                  const double u = std::fmod(0.5 + static_cast<double>(k) * 0.6180339887498949, 1);
                  return Duration(static_cast<std::int64_t>(-std::log1p(-u) * service_s * 1e9));
                }});
  });
  const harness::theory::Law law =
      harness::theory::mmc_sojourn({.rate_per_s = rate_per_s, .service_s = service_s});
  check_quantiles(put({.rate_per_s = rate_per_s, .length = 4s}, server.port()), law);
}

TEST_CASE("a stall of two seconds at any tenth of the run is in the figures") {
  constexpr std::size_t tenths = 10;
  std::vector<std::unique_ptr<TestServer>> servers;
  for (std::size_t k = 0; k < tenths; ++k) {
    servers.push_back(std::make_unique<TestServer>([k](int listening) {
      serve_queue(listening, {.service = [](std::uint64_t) { return Duration{}; },
                              .after = 400ms * static_cast<std::int64_t>(k),
                              .stall = 2s});
    }));
  }
  std::vector<PhaseTotals> seen(tenths);
  {
    std::vector<std::jthread> loads;
    for (std::size_t k = 0; k < tenths; ++k) {
      loads.emplace_back([&, k] {
        seen[k] = put(
            {.rate_per_s = 100, .length = 4s, .arrivals = harness::schedule::Arrivals::constant},
            servers[k]->port());
      });
    }
  }
  for (std::size_t k = 0; k < tenths; ++k) {
    INFO(k);
    CHECK(seen[k].outcomes.ok == 400);
    CHECK(static_cast<double>(seen[k].latency.max()) / 1e9 > 1.9);
    // As many as come in the stall's first second, or before the load's end, wait for over a
    // second: a tool that stops with the server would have one.
    const double slow_share = std::min(100.0, 400.0 - 40.0 * static_cast<double>(k)) / 400;
    CHECK(static_cast<double>(seen[k].latency.quantile(1 - 0.8 * slow_share)) / 1e9 > 1);
  }
}

TEST_CASE("thousands of requests are open at once, and none of them held up the schedule") {
  const std::size_t room = scenarios::http::room_for_sockets();
  const std::size_t crowd = std::min<std::size_t>(ClientPlan::most_connections, room / 2);
  const TestServer server([crowd](int listening) { serve_crowd(listening, crowd); });
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = target_for(clock, server.port(), {}, {.timeout = 60s, .threads = 2});
  REQUIRE(prepared);
  const auto before = clock.now();
  for (std::size_t k = 0; k < crowd; ++k) asked.submit(*prepared->target, k);
  CHECK(clock.now() - before < 2s);
  const auto told = asked.all(60s);
  CHECK(told.size() == crowd);
  std::size_t ok = 0;
  for (const auto& one : told) ok += one.outcome == harness::Outcome::ok ? 1 : 0;
  CHECK(ok == crowd);
  CHECK(counted(*prepared->target, "connections_open") == crowd);
}

TEST_CASE("who attends does the client's work, and leaves it what is under way") {
  const TestServer server([](int listening) {
    serve_queue(listening, {.service = [](std::uint64_t) { return Duration{}; }});
  });
  harness::RealClock clock;
  Asked asked(clock);
  auto prepared = target_for(clock, server.port(), {}, {.connections = 4});
  REQUIRE(prepared);
  auto attendance = prepared->target->attend();
  REQUIRE(attendance);
  for (std::size_t k = 0; k < 3; ++k) asked.submit(*prepared->target, k);
  std::this_thread::sleep_for(50ms);
  CHECK(asked.under_way() == 3);  // nobody else goes round
  while (asked.under_way() > 0) attendance->work(clock.now() + 5s, {});
  const auto before = clock.now();
  attendance->work(before + 20ms, {});
  CHECK(clock.now() - before >= 20ms);  // there was nothing
  asked.submit(*prepared->target, 3);
  attendance.reset();
  const auto told = asked.all(10s);
  CHECK(told.size() == 4);
  for (const auto& one : told) CHECK(one.outcome == harness::Outcome::ok);
  CHECK(counted(*prepared->target, "client_cpu_time") > 0);
}

TEST_CASE("several threads submit, several send, and each request ends once") {
  const TestServer server([](int listening) {
    serve_queue(listening, {.service = [](std::uint64_t) { return Duration{}; }});
  });
  const PhaseTotals seen = put({.rate_per_s = 3000,
                                .length = 1s,
                                .arrivals = harness::schedule::Arrivals::constant,
                                .threads = 3,
                                .plan = {.connections = 8, .threads = 2}},
                               server.port());
  CHECK(seen.outcomes.ok == 3000);
}

}  // namespace load_test
