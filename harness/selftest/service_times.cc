#include "harness/selftest/service_times.h"

#include <cmath>
#include <numbers>

#include "harness/schedule/exponential.h"

namespace harness::selftest {

ServiceTimes::ServiceTimes(const Model& model)
    : kind_(Kind::exponential),
      mean_ns_(static_cast<double>(model.service.count())),
      generator_(model.seed, schedule::Stream::services) {
  if (model.service_cv() == 0) {
    kind_ = Kind::constant;
  } else if (model.queue == Queue::mg1 && model.law == ServiceLaw::lognormal) {
    kind_ = Kind::lognormal;
    const double variance = std::log1p(model.cv * model.cv);
    log_deviation_ = std::sqrt(variance);
    log_mean_ = -variance / 2;
  } else if (model.queue == Queue::mg1) {
    kind_ = Kind::hyperexponential;
    branches_ = theory::balanced_hyperexponential(1, model.cv);
  }
}

Duration ServiceTimes::next() {
  double times_mean = 1;
  switch (kind_) {
    case Kind::constant:
      break;
    case Kind::exponential:
      times_mean = schedule::exponential(generator_);
      break;
    case Kind::lognormal:
      times_mean = std::exp(log_mean_ + log_deviation_ * normal());
      break;
    case Kind::hyperexponential: {
      const bool first = generator_.unit() < branches_.first_share;
      times_mean = schedule::exponential(generator_) /
                   (first ? branches_.first_rate : branches_.second_rate);
      break;
    }
  }
  return Duration(static_cast<Duration::rep>(mean_ns_ * times_mean + 0.5));
}

// Two at a time from a point in the plane (Box and Muller 1958).
double ServiceTimes::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_normal_;
  }
  const double radius = std::sqrt(2 * schedule::exponential(generator_));
  const double angle = 2 * std::numbers::pi * generator_.unit();
  spare_normal_ = radius * std::sin(angle);
  has_spare_ = true;
  return radius * std::cos(angle);
}

}  // namespace harness::selftest
