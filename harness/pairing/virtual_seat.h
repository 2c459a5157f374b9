// Seats on simulated queues, in virtual time: for tests.
#pragma once

#include <cstdint>
#include <memory>
#include <random>

#include "harness/child/session.h"
#include "harness/child/test_session.h"
#include "harness/drive/simulated_queue.h"
#include "harness/pairing/seat.h"

namespace harness::pairing {

/// One server whose services are exponential, each drawn anew for every seat.
struct SimulatedServer {
  Duration service = std::chrono::microseconds(100);  // in the mean
  Duration stall{};  // on top of the service of each hundredth request
};

/// Takes seats on that server, by closed clients. What a real process would use (CPU, memory) is
/// left out of the reports: nothing of it is simulated. Both references must outlive it.
inline TakeSeat virtual_seats(ManualClock& clock, SimulatedServer server, std::uint64_t& seats,
                              std::uint64_t clients = 4) {
  return [&clock, server, &seats, clients]() -> Expected<Seat> {
    const auto random = std::make_shared<std::mt19937_64>(++seats);
    const auto number = std::make_shared<std::uint64_t>(0);
    const auto service = [=](Instant) {
      const double mean = seconds(server.service);
      const double drawn = std::exponential_distribution<>(1 / mean)(*random);
      return Duration(static_cast<Duration::rep>(drawn * 1e9)) +
             (++*number % 100 == 0 ? server.stall : Duration{});
    };
    const auto make = [&clock, service](const scenario::TargetOrder& order) {
      scenario::Prepared prepared;
      prepared.engine = order.engine;
      prepared.target = std::make_unique<drive::SimulatedQueue>(clock, service);
      return Expected<scenario::Prepared>(std::move(prepared));
    };
    child::SessionParts parts = child::parts_of(
        clock, make, child::Clients{.count = clients},
        std::filesystem::temp_directory_path() / "prony-test-seat" / std::to_string(seats));
    auto opened = child::Session::open(std::move(parts));
    if (!opened) return tl::unexpected(opened.error());
    const std::shared_ptr<child::Session> session = std::move(*opened);
    return Seat{.hello = {},
                .ready = session->ready(),
                .slice = [session](const child::SliceOrder& order) -> Expected<child::SliceReport> {
                  auto report = session->slice(order);
                  if (!report) return report;
                  report->cpu_ns = report->allocations = report->allocated_bytes = {};
                  report->io_operations = report->rss_bytes = report->rss_peak_bytes = {};
                  return report;
                },
                .close = [session] { return session->close(); }};
  };
}

}  // namespace harness::pairing
