#include "harness/selftest/measured.h"

#include <algorithm>
#include <optional>
#include <thread>

#include "harness/drive/open_loop.h"
#include "harness/drive/simulated_queue.h"
#include "harness/schedule/rate_profile.h"
#include "harness/schedule/shapes.h"
#include "harness/selftest/cores.h"
#include "harness/selftest/service_times.h"

namespace harness::selftest {
namespace {

constexpr std::uint32_t measured_phase = 1;
constexpr Duration patience_real = std::chrono::seconds(10);
constexpr Duration patience_virtual = std::chrono::hours(24);

/// What was recorded, a slice of the measured time each.
class Slices {
 public:
  explicit Slices(record::Recorder& recorder) : recorder_(recorder) {
    for (std::size_t i = 0; i < Measured::slices; ++i) taken_.push_back(recorder.empty_totals());
  }

  /// Ends a slice. What comes after the last belongs to it: due in it, ended later.
  void take() {
    recorder_.take(taken_[next_]);
    if (next_ + 1 < taken_.size()) ++next_;
  }

  void move_to(Measured& measured) {
    for (std::vector<record::PhaseTotals>& slice : taken_) {
      const record::PhaseTotals& totals = slice[measured_phase];
      const double stay_ns = totals.latency.mean() - totals.lag.mean();
      measured.stay_s.push_back(stay_ns * static_cast<double>(totals.latency.count()) / 1e9);
      measured.latency.emplace_back(totals.latency);
      measured.totals.merge(totals);
    }
  }

 private:
  record::Recorder& recorder_;
  std::vector<std::vector<record::PhaseTotals>> taken_;
  std::size_t next_ = 0;
};

/// A load on its way: everything but the clock's way of cutting slices.
class Measuring {
 public:
  Measuring(Clock& clock, Target& target, const Load& load, Instant start)
      : load_(load),
        start_(start),
        from_(start + load.warm_up),
        recorder_(2, 0),
        slices_(recorder_),
        witness_(clock, target, recorder_,
                 {.from = from_,
                  .length = load.length,
                  .expected = load.rate_per_s * std::chrono::duration<double>(load.length).count(),
                  .slices = Measured::slices}) {}

  /// The k-th slice's end, from 1 on.
  Instant end_of(std::size_t k) const {
    return from_ + load_.length / static_cast<Duration::rep>(Measured::slices) *
                       static_cast<Duration::rep>(k);
  }
  void take() { slices_.take(); }

  drive::Driven drive(Clock& clock, Duration patience, const std::stop_token& stop) {
    auto profile = schedule::RateProfile::make(
        schedule::then(schedule::constant("warm-up", load_.rate_per_s, load_.warm_up),
                       schedule::constant("measured", load_.rate_per_s, load_.length)));
    auto mix = mix::RequestMix::make({.choice = mix::Choice::sequential}, 1, load_.seed);
    drive::OpenLoop loop(clock, witness_, recorder_, Waiting::spin);
    return loop.run({std::move(profile).value(), load_.arrivals, load_.seed}, mix.value(), start_,
                    patience, {.stop = stop, .enough = {}});
  }

  /// Precondition: nothing is in flight, nor will be.
  Measured result(const drive::Driven& driven) {
    slices_.take();
    Measured measured{.totals = {},
                      .latency = {},
                      .stay_s = {},
                      .offered = witness_.take(),
                      .unfinished = driven.unfinished,
                      .cut_short = driven.cut_short};
    slices_.move_to(measured);
    return measured;
  }

 private:
  const Load load_;
  const Instant start_, from_;
  record::Recorder recorder_;
  Slices slices_;
  Witness witness_;
};

}  // namespace

Load load_of(const Model& model) {
  return {.arrivals = schedule::Arrivals::poisson,
          .rate_per_s = model.rate_per_s,
          .warm_up = model.warm_up(),
          .length = model.length(),
          .seed = model.seed,
          .start = {}};
}

Measured measure_virtual(ManualClock& clock, Clock& driver, Target& target, const Load& load,
                         const std::stop_token& stop) {
  Measuring measuring(clock, target, load, std::max(load.start, clock.now()));
  // The last slice ends when everything has.
  for (std::size_t k = 1; k < Measured::slices; ++k) {
    clock.at(measuring.end_of(k), [&measuring] { measuring.take(); });
  }
  const drive::Driven driven = measuring.drive(driver, patience_virtual, stop);
  return measuring.result(driven);
}

Measured measure_virtual(const Model& model, const std::stop_token& stop) {
  ManualClock clock;
  ServiceTimes services(model);
  drive::SimulatedQueue queue(
      clock, [&services](Instant) { return services.next(); }, model.servers);
  return measure_virtual(clock, clock, queue, load_of(model), stop);
}

Measured measure_real(Clock& clock, Target& target, const Load& load,
                      const std::function<void()>& end, const std::stop_token& stop) {
  constexpr Duration lead = std::chrono::milliseconds(5);  // for the threads to be there first
  Measuring measuring(clock, target, load, std::max(load.start, clock.now() + lead));
  std::jthread observer([&](const std::stop_token& done) {
    for (std::size_t k = 1; k < Measured::slices; ++k) {
      clock.wait_until(measuring.end_of(k), Waiting::sleep, done);
      if (done.stop_requested()) return;
      measuring.take();
    }
  });
  const std::vector<int> cores = usable_cores();
  std::optional<OnCore> here;  // after the observer was made, which would stay there, too
  if (cores.size() > 1) here.emplace(cores.front());
  const drive::Driven driven = measuring.drive(clock, patience_real, stop);
  observer.request_stop();
  observer.join();
  end();
  return measuring.result(driven);
}

}  // namespace harness::selftest
