// Sees what the driver really offers, and what is then in the system.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/record/recorder.h"
#include "harness/target.h"

namespace harness::selftest {

/// What was offered in a stretch of time, as seen where it arrived.
struct Offered {
  std::uint64_t requests = 0;
  Duration length{};          // of the stretch
  std::vector<float> gaps_s;  // between arrivals, at most Witness::most_gaps of them
  /// Arrivals in each of so many equal windows.
  std::vector<std::uint32_t> windows;
  /// Requests in the system as the arrivals found it, added up within equal slices of the stretch,
  /// and how many arrivals they were.
  std::vector<double> found_sums, found_counts;
};

/// Stands between driver and target. Its memory is bounded.
class Witness final : public Target {
 public:
  static constexpr std::size_t most_gaps = std::size_t{1} << 21;
  static constexpr std::size_t most_windows = std::size_t{1} << 16;
  static constexpr double arrivals_a_window = 100;  // at least

  /// The stretch of time to be seen, in which `expected` arrivals are to come.
  struct Stretch {
    Instant from;
    Duration length{};
    double expected = 0;
    std::size_t slices = 1;
  };

  /// Goes by its own clock, not by what the driver says. All must outlive the witness.
  Witness(Clock& clock, Target& target, const record::Recorder& recorder, const Stretch& stretch);

  std::uint64_t population() const override { return target_.population(); }
  void submit(const Request& request, Completion done) override;

  /// Precondition: nobody submits any more.
  Offered take() { return std::move(offered_); }

 private:
  void see(Instant now);

  Clock& clock_;
  Target& target_;
  const record::Recorder& recorder_;
  const Stretch stretch_;
  Offered offered_;
  Instant last_ = Instant::min();
};

}  // namespace harness::selftest
