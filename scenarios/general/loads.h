// What several scenarios have in common.
#pragma once

#include "harness/scenario/subject.h"

namespace scenarios {

using harness::scenario::ClosedLoad;
using harness::scenario::Form;
using harness::scenario::OpenLoad;
using harness::scenario::Scenario;
using harness::scenario::Step;
using harness::scenario::Subject;
using harness::schedule::per_second;
using harness::schedule::percent_of_capacity;
using namespace std::chrono_literals;

/// Where clients wait for their answers the queue has room for all of them: nothing is to be
/// refused.
inline const harness::scenario::Limit nothing_shed{"shed<=0%", "default"};

/// A form with one step, which an open load makes, waiting as the subject has it.
inline Form one_load(const Subject& subject, OpenLoad load, harness::Duration capacity,
                     harness::Duration interval) {
  load.waiting = subject.waiting;
  return {.course = harness::scenario::Steps{{{.name = "load",
                                               .settings = subject.usual,
                                               .load = std::move(load),
                                               .toll = subject.toll}}},
          .capacity = capacity,
          .interval = interval};
}

}  // namespace scenarios
