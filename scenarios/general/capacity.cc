// The highest rate that holds an objective.
#include "scenarios/general/loads.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

/// Arrivals by chance, as independent users make them: an even load would flatter the engine.
/// Asleep between them, whatever the subject: near its limit the target needs every core.
Form search_form(const Subject& subject, harness::Duration capacity, harness::Duration shortest,
                 harness::Duration longest, harness::Duration most, double within,
                 harness::Duration interval) {
  Form form{.capacity = capacity, .interval = interval};
  form.course = harness::scenario::Search{.load = {.rate = {},
                                                   .segments = {},
                                                   .arrivals = harness::schedule::Arrivals::poisson,
                                                   .waiting = harness::Waiting::sleep},
                                          .settings = subject.usual,
                                          .within = within,
                                          .shortest = shortest,
                                          .longest = longest,
                                          .most = most,
                                          .curve_point = longest / 4,
                                          .toll = subject.toll};
  return form;
}

}  // namespace

Scenario capacity(const Subject& subject) {
  return {
      .name = "capacity",
      .question = "What is the highest rate that holds the objective, and where is the knee?",
      .view = harness::result::search_view(),
      .make_target = subject.make_target,
      .popularity = subject.popularity,
      .limits = {{"p99<=50ms", "default"}, {"errors<=0.1%", "default"}, {"shed<=1%", "default"}},
      .quick = search_form(subject, 1500ms, 500ms, 1500ms, 6500ms, 0.10, 250ms),
      .standard = search_form(subject, 5s, 2s, 20s, 4min, 0.02, 1s),
      .full = search_form(subject, 20s, 5s, 60s, 20min, 0.02, 1s),
      .conclude = nullptr};
}

}  // namespace scenarios
