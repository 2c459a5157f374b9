// What Prony itself costs and how exact it is: everything measured, on a target that does nothing.
#include "harness/drive/null_target.h"
#include "scenarios/general/findings.h"
#include "scenarios/general/loads.h"
#include "scenarios/general/null_subject.h"

namespace scenarios {
namespace {

harness::Expected<harness::scenario::Prepared> make_null_target(
    const harness::scenario::TargetOrder& order) {
  if (!order.settings.empty()) {
    return harness::failure("the null target has no switches to --set");
  }
  harness::scenario::Prepared prepared;
  prepared.engine = "null";
  prepared.target = std::make_unique<harness::drive::NullTarget>(order.clock);
  prepared.parameters.emplace_back("target", "null: each request ends at once");
  return prepared;
}

OpenLoad poisson(harness::Waiting waiting, harness::Duration length) {
  return {.rate = per_second(overhead_rate_per_s),
          .segments = harness::schedule::constant("measured", 1, length),
          .arrivals = harness::schedule::Arrivals::poisson,
          .waiting = waiting};
}

Form overhead_form(harness::Duration closed, harness::Duration open, harness::Duration interval) {
  return {
      .course =
          harness::scenario::Steps{
              {{.name = "closed",
                .settings = {},
                .load =
                    ClosedLoad{.clients = 1, .length = closed, .think_time = {}, .passes = false}},
               {.name = "poisson", .settings = {}, .load = poisson(harness::Waiting::spin, open)},
               {.name = "poisson-low-cpu",
                .settings = {},
                .load = poisson(harness::Waiting::sleep, open)}}},
      .capacity = {},
      .interval = interval};
}

Scenario overhead() {
  return {.name = "overhead",
          .question = "What does Prony itself cost, and how exactly does it keep its schedule?",
          .view = harness::result::harness_view(),
          .make_target = make_null_target,
          .popularity = {.choice = harness::mix::Choice::sequential, .classes = {}},
          .limits = {},
          .quick = overhead_form(2s, 3s, 250ms),
          .standard = overhead_form(10s, 20s, 1s),
          .full = overhead_form(60s, 10min, 5s),
          .conclude = conclude_overhead};
}

}  // namespace

Subject null_subject() {
  Subject subject;
  subject.name = "null";
  subject.description = "Nothing: each request ends at once. It shows what Prony itself costs.";
  subject.make_target = make_null_target;
  subject.scenarios = {overhead()};
  return subject;
}

}  // namespace scenarios
