// How much more connections bring: source 004's table.
#include <array>

#include "scenarios/inference/findings.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"

namespace scenarios::inference {
namespace {

constexpr std::array<std::size_t, 6> connection_numbers{1, 5, 10, 20, 50, 100};

/// A client for each connection, which asks again as soon as it is answered.
Form connection_form(harness::Duration each, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  for (const std::size_t number : connection_numbers) {
    form.step_list()->push_back(
        {.name = std::to_string(number) + (number == 1 ? " connection" : " connections"),
         .settings = {{"client.connections", std::to_string(number)}},
         .load = clients_of(number, each),
         .place = {.panel = {},
                   .series = "measured",
                   .setting = std::to_string(number),
                   .x = static_cast<double>(number)},
         .toll = service_toll});
  }
  return form;
}

}  // namespace

Scenario connections() {
  Scenario scenario = scenario_of("connections",
                                  "How much more do more connections bring, and "
                                  "where is the service saturated?");
  scenario.view.curves = {{.title = "What more connections bring",
                           .along = "connections",
                           .caption = "Each connection carries one request at a time. Up to the "
                                      "saturation more of them bring more, beyond it they wait.",
                           .upwards = {{"achieved_per_s"},
                                       {"latency_ms_p99"},
                                       {"first_result_ms_p50", "first token P50 (log scale)"}}}};
  // A model that takes as long as the source's, and room for a connection that asks for counters.
  scenario.make_target = with_usual({{"model.shape", "1m"}, {"http.connections", "200"}});
  scenario.limits.push_back({"p99<100ms", "004.S"});
  scenario.quick = connection_form(1200ms, 250ms);
  scenario.standard = connection_form(10s, 1s);
  scenario.full = connection_form(60s, 5s);
  scenario.conclude = conclude_connections;
  return scenario;
}

}  // namespace scenarios::inference
