// The highest rate that holds an objective: what source 000 calls capacity planning.
#include "scenarios/engine_target.h"
#include "scenarios/loads.h"

namespace scenarios::capacity {
namespace {

/// Arrivals by chance, as independent users make them: an even load would flatter the engine.
Form search_form(harness::Duration capacity, harness::Duration shortest, harness::Duration longest,
                 harness::Duration most, double within, harness::Duration interval) {
  Form form{.steps = {}, .search = {}, .capacity = capacity, .interval = interval};
  form.search = {.load = {.rate = {},
                          .segments = {},
                          .arrivals = harness::load::Arrivals::poisson,
                          .waiting = harness::Waiting::sleep},
                 .settings = {small_cache},
                 .within = within,
                 .shortest = shortest,
                 .longest = longest,
                 .most = most,
                 .curve_point = longest / 4,
                 .toll = engine_toll};
  return form;
}

Scenario capacity() {
  return {
      .name = "capacity",
      .question = "What is the highest rate that holds the objective, and where is the knee?",
      .kind = "capacity",
      .make_target = make_engine_target,
      .popularity = as_in_life,
      .limits = {{"p99<=50ms", "default"}, {"errors<=0.1%", "default"}, {"shed<=1%", "default"}},
      .quick = search_form(1500ms, 500ms, 1500ms, 6500ms, 0.10, 250ms),
      .standard = search_form(5s, 2s, 20s, 4min, 0.02, 1s),
      .full = search_form(20s, 5s, 60s, 20min, 0.02, 1s),
      .conclude = nullptr};
}

const harness::run::Registration registration{capacity};

}  // namespace
}  // namespace scenarios::capacity
