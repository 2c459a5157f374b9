// What the machine did to one measurement, and how far that can move an answer.
#pragma once

#include <array>
#include <optional>

#include "harness/selftest/measured.h"
#include "harness/selftest/model.h"
#include "harness/selftest/spinning_servers.h"

namespace harness::selftest {

/// The disturbances seen while something was measured in real time. All zero in virtual time.
struct Noise {
  double slowed_share = 0;  // of the servers' time that was lost
  double overtime_s = 0;    // on top of each request's service
  /// The share of the time that the driver or a server was held up for StallCount::shortest times
  /// 2^k or longer at once.
  std::array<double, 24> held_up_share{};
  double longest_s = 0;    // such hold-up
  double mean_wait_s = 0;  // what all hold-ups together add to the mean wait of an idle queue
};

Noise noise_of(const Measured& measured, const SpinningServers::Hindrance& hindrance);

/// The largest answers that theory and this noise together explain. Noise only makes late:
/// - every service takes longer, by the overtime and by the share of time that is lost;
/// - a hold-up of length L delays those who come meanwhile and those who come while its backlog is
///   worked off, a share of L / (1 - rho) of the time, and nobody by more than L / (1 - rho). For
///   any length, then, the longer hold-ups move the p quantile up to the (p + share) quantile at
///   most, were their requests the slowest of all, and the shorter ones add their delay. The lowest
///   of these bounds holds.
class Explained {
 public:
  Explained(const Model& model, const Noise& noise);

  /// In seconds; empty where the law is not known, infinite where noise explains anything.
  std::optional<double> largest_quantile_s(double p) const;
  double largest_mean_s() const;

 private:
  bool stable_ = false;  // is the slowed queue?
  theory::Law slowed_;
  double idle_ = 0;  // 1 - rho of it
  Noise noise_;
};

}  // namespace harness::selftest
