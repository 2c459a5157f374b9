// A measured step as tests make it up.
#pragma once

#include <chrono>
#include <cstdint>

#include "harness/measure/measured.h"
#include "harness/measure/study.h"
#include "harness/slice/test_slice.h"

namespace harness::measure {

/// What is the matter with a step that is made up.
struct Made {
  std::uint64_t requests = 20'000;
  Duration lag = std::chrono::microseconds(1);
  Duration service = std::chrono::milliseconds(100);
  double planned_per_s = 1000;
  std::uint64_t in_flight = 100;  // 1000/s, 100 ms each
  double steal = 0;
  double others_cores = 0;
  bool open_loop = true;
  probe::Usage scarce = {};  // what else is told of each of the hundred slices
};

/// Twenty seconds of an open load on which nothing can be found fault with, but for what `made`
/// says: 100 slices, services that differ a little from request to request.
inline MeasuredStep step_of(const Made& made = {}) {
  constexpr std::uint64_t slices = 100;
  MeasuredStep step;
  step.name = "step";
  step.open_loop = made.open_loop;
  MeasuredPhase phase{.name = "phase",
                      .length = std::chrono::seconds(20),
                      .planned_per_s = made.planned_per_s,
                      .scatter = 1,
                      .window = std::chrono::milliseconds(200)};
  step.said.emplace();
  for (std::uint64_t k = 0; k < slices; ++k) {
    record::PhaseTotals totals;
    for (std::uint64_t i = k * made.requests / slices; i < (k + 1) * made.requests / slices; ++i) {
      Sample sample;
      sample.due = Instant(std::chrono::milliseconds(1) * static_cast<std::int64_t>(i));
      sample.sent = sample.started = sample.due + made.lag;
      sample.served = sample.finished = sample.started + made.service * (95 + i * 7919 % 11) / 100;
      totals.add(sample);
      ++step.said->ok;
    }
    slice::Slice slice = slice::slice_of(totals);
    probe::Usage usage = made.scarce;
    usage.steal_fraction = made.steal;
    usage.cpu_cores = 1.0;
    usage.machine_cpu_cores = 1.0 + made.others_cores;
    slice.account.add(std::chrono::milliseconds(200), usage, {}, {});
    // Readings see a little more or less.
    for (const std::uint64_t seen : {made.in_flight - k % 3, made.in_flight + k % 3}) {
      step.in_flight.add({seen, seen});
    }
    step.in_flight.time += std::chrono::milliseconds(200);
    phase.slices.add(slice);
  }
  step.phases.push_back(std::move(phase));
  study(step);
  return step;
}

}  // namespace harness::measure
