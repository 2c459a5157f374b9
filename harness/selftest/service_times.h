// How long each request of a model is worked on.
#pragma once

#include "harness/schedule/generator.h"
#include "harness/selftest/model.h"
#include "harness/theory/mg1.h"

namespace harness::selftest {

/// The service times of a model one after the other: independent draws from its law, by its seed,
/// on a stream of their own, so that they are independent of the arrivals. To the nearest
/// nanosecond. Precondition: the model is checked.
class ServiceTimes {
 public:
  explicit ServiceTimes(const Model& model);
  Duration next();

 private:
  enum class Kind { constant, exponential, lognormal, hyperexponential };

  double normal();

  Kind kind_;
  double mean_ns_;
  double log_mean_ = 0, log_deviation_ = 0;  // of lognormal, at mean 1
  theory::Hyperexponential branches_;        // at mean 1
  schedule::Generator generator_;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

}  // namespace harness::selftest
