// What several scenarios have in common.
#pragma once

#include "harness/run/subject.h"

namespace scenarios {

using harness::load::per_second;
using harness::load::percent_of_capacity;
using harness::run::ClosedLoad;
using harness::run::Form;
using harness::run::OpenLoad;
using harness::run::Scenario;
using harness::run::Step;
using harness::run::Subject;
using namespace std::chrono_literals;

/// Where clients wait for their answers the queue has room for all of them: nothing is to be
/// refused.
inline const harness::run::Limit nothing_shed{"shed<=0%", "default"};

/// A form with one step, which an open load makes.
inline Form one_load(const Subject& subject, OpenLoad load, harness::Duration capacity,
                     harness::Duration interval) {
  return {.course = harness::run::Steps{{{.name = "load",
                                          .settings = subject.usual,
                                          .load = std::move(load),
                                          .toll = subject.toll}}},
          .capacity = capacity,
          .interval = interval};
}

}  // namespace scenarios
