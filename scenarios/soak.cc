// Hours of even load: does anything grow, does anything slow down? Source 000, sections 3 and 7.
#include "scenarios/loads.h"
#include "scenarios/soak_findings.h"
#include "scenarios/soak_target.h"

namespace scenarios::soak {
namespace {

/// What is bounded is filled while the engine ages; then three parts alike, so that the last can be
/// held against the first.
Form soak_form(harness::load::Rate rate, harness::Duration ageing, harness::Duration warm_up,
               harness::Duration third, harness::Duration capacity, harness::Duration interval) {
  OpenLoad load{.rate = rate,
                .segments = {},
                .arrivals = harness::load::Arrivals::poisson,
                .waiting = harness::Waiting::sleep,
                .warm_up = warm_up,
                .steady = false};
  for (const char* phase : {first_third, middle_third, last_third}) {
    load.segments.push_back({phase, 1, 1, third});
  }
  Form form = one_load(std::move(load), capacity, interval);
  form.steps.front().ageing = ageing;
  form.steps.front().toll.seeing = 3s;
  return form;
}

/// With fewer documents, as a first look has no time to put all of them into three databases first.
Form quick_soak() {
  constexpr int documents = 60, of = 690;
  Form form = soak_form(percent_of_capacity(30), 500ms, 500ms, 900ms, 1500ms, 100ms);
  form.steps.front().settings.emplace_back(most_documents, std::to_string(documents));
  form.steps.front().toll.seeing = 3s * documents / of;
  return form;
}

Scenario soak() {
  return {.name = "soak",
          .question =
              "Does memory grow, does latency drift, when new documents come for hours? How fast, "
              "and how sure is that?",
          .kind = "load",
          .make_target = make_soak_target,
          .popularity = {.choice = harness::load::Choice::uniform, .classes = {}},
          .limits = {{"errors<=0%", "default"}, {"shed<=0%", "default"}},
          .engines = {"v1", "v2"},
          .quick = quick_soak(),
          .standard = soak_form(percent_of_capacity(30), 20s, 5s, 15s, 5s, 500ms),
          .full = soak_form(per_second(20), 5min, 5min, 20min, 0s, 5s),
          .conclude = conclude_soak};
}

const harness::run::Registration registration{soak};

}  // namespace
}  // namespace scenarios::soak
