// Who goes next: one request after the other, in batches, or joining at any step.
#include <array>

#include "scenarios/inference/findings.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"

namespace scenarios::inference {
namespace {

constexpr std::array<const char*, 4> policies{"serial", "window", "idle", "continuous"};
constexpr std::array<std::size_t, 3> scheduler_clients{1, 5, 20};

Form scheduler_form(harness::Duration each, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  for (const char* const policy : policies) {
    for (const std::size_t clients : scheduler_clients) {
      form.step_list()->push_back({.name = std::string(policy) + ", " + clients_in_words(clients),
                                   .settings = {{"schedule", policy}},
                                   .load = clients_of(clients, each),
                                   .place = {.panel = {},
                                             .series = policy,
                                             .setting = std::to_string(clients),
                                             .x = static_cast<double>(clients)},
                                   .toll = service_toll});
    }
  }
  return form;
}

}  // namespace

Scenario schedulers() {
  Scenario scenario =
      scenario_of("schedulers", "Which order of requests at the model serves how many users best?");
  scenario.view.curves = {{.title = "Schedulers by users",
                           .along = "clients",
                           .caption = "The same requests under each scheduler; clients ask again "
                                      "as soon as they are answered.",
                           .upwards = {{"achieved_per_s"},
                                       {"latency_ms_p50"},
                                       {"first_result_ms_p50", "first token P50 (log scale)"},
                                       {"gap_ms_p99"}}}};
  scenario.quick = scheduler_form(400ms, 100ms);
  scenario.standard = scheduler_form(8s, 1s);
  scenario.full = scheduler_form(60s, 5s);
  scenario.conclude = conclude_schedulers;
  return scenario;
}

}  // namespace scenarios::inference
