// What the machine did to one measurement, and how far that can move an answer.
#pragma once

#include "harness/selftest/measured.h"
#include "harness/selftest/model.h"
#include "harness/selftest/spinning_servers.h"

namespace harness::selftest {

/// The disturbances seen while something was measured in real time. All zero in virtual time.
struct Noise {
  double slowed_share = 0;   // of the servers' time that was lost
  double overtime_s = 0;     // on top of each request's service
  double held_up_share = 0;  // of the time that the driver or a server was held up for long
  double longest_s = 0;      // such hold-up
  double mean_wait_s = 0;    // what all hold-ups together add to the mean wait of an idle queue
};

Noise noise_of(const Measured& measured, const SpinningServers::Hindrance& hindrance);

/// The largest answers that theory and this noise together explain. Noise only makes late:
/// - every service takes longer, by the overtime and by the share of time that is lost;
/// - a hold-up of length L delays those who come meanwhile and those who come while its backlog is
///   worked off, a share of L / (1 - rho) of the time; if these were the slowest of all, the p
///   quantile would be the (p + share) quantile of the others;
/// - but none of them waits for longer than the longest hold-up and its backlog.
class Explained {
 public:
  Explained(const Model& model, const Noise& noise);

  /// In seconds; empty where the law is not known, infinite where noise explains anything.
  std::optional<double> largest_quantile_s(double p) const;
  double largest_mean_s() const;

 private:
  bool stable_ = false;  // is the slowed queue?
  theory::Law slowed_;
  double hit_share_ = 0;
  double longest_s_ = 0;
  double mean_wait_s_ = 0;
};

}  // namespace harness::selftest
