// Hours of even load: does anything grow, does anything slow down?
#include "scenarios/general/scenarios.h"
#include "scenarios/general/soak_form.h"

namespace scenarios {

Scenario soak(const Subject& subject) {
  return {.name = "soak",
          .question =
              "Does memory grow, does latency drift, when requests come for hours? How fast, and "
              "how sure is that?",
          .view = harness::result::load_view(),
          .make_target = subject.make_target,
          .popularity = subject.popularity,
          .limits = {{"errors<=0%", "default"}, {"shed<=0%", "default"}},
          .engines = subject.presets,
          .quick = soak_form(subject, {percent_of_capacity(30), 500ms, 1200ms, 1500ms, 100ms}),
          .standard = soak_form(subject, {percent_of_capacity(30), 5s, 30s, 5s, 500ms}),
          .full = soak_form(subject, {per_second(20), 5min, 20min, 0s, 5s}),
          .conclude = conclude_soak,
          .own_figures = {"growth"}};
}

}  // namespace scenarios
