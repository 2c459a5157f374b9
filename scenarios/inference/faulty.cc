// Errors at every stage, and whether anybody else is touched by them: source 004 tried 20 %.
#include <array>

#include "scenarios/inference/findings.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"

namespace scenarios::inference {
namespace {

struct Trouble {
  const char *name, *plan;
};

/// Each answer's text is compared with its prompt's, which the model repeats: an answer of somebody
/// else is found out.
Form fault_form(harness::Duration each, harness::Duration interval) {
  constexpr std::array<Trouble, 5> troubles{{{"no faults", "off"},
                                             {"errors in mid answer", "decode:error:20%"},
                                             {"exceptions at any stage", "*:exception:4%"},
                                             {"delays", "*:delay:4%:5ms"},
                                             {"connections that break", "send:error:20%"}}};
  Form form{.capacity = {}, .interval = interval};
  for (const Trouble& trouble : troubles) {
    form.step_list()->push_back({.name = trouble.name,
                                 .settings = {{"faults.plan", trouble.plan},
                                              {"model.shape", "echo"},
                                              {"cache.policy", "none"},
                                              {"client.verify", "echo"},
                                              {"client.prompt", "64"},
                                              {"client.token_bytes", "4"},
                                              {"client.answer", "32"}},
                                 .load = clients_of(20, each),
                                 .toll = service_toll});
  }
  return form;
}

}  // namespace

Scenario faulty() {
  Scenario scenario =
      scenario_of("faults", "Do errors of some requests touch others, and does every request end?");
  scenario.view = {};
  scenario.limits = {nothing_shed};
  scenario.quick = fault_form(1s, 250ms);
  scenario.standard = fault_form(10s, 1s);
  scenario.full = fault_form(60s, 5s);
  scenario.conclude = conclude_faults;
  return scenario;
}

}  // namespace scenarios::inference
