// How long a batch should wait for others: source 004 proposes 10 to 50 ms.
#include <fmt/format.h>

#include <array>

#include "scenarios/inference/findings.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"

namespace scenarios::inference {
namespace {

/// In milliseconds; 0: a batch waits for nobody, and takes who is there when the model is idle.
constexpr std::array<int, 6> windows{0, 1, 5, 10, 20, 50};
constexpr std::array<std::size_t, 2> window_clients{1, 20};

Form window_form(harness::Duration each, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  for (const std::size_t clients : window_clients) {
    for (const int window : windows) {
      Step step{
          .name = fmt::format("{}, {}", window == 0 ? "at once" : fmt::format("{} ms", window),
                              clients_in_words(clients)),
          .settings = {{"schedule", window == 0 ? "idle" : "window"},
                       {"schedule.window", fmt::format("{}ms", window)}},
          .load = clients_of(clients, each),
          .place = {.panel = {},
                    .series = clients_in_words(clients),
                    .setting = window == 0 ? "at once" : fmt::format("{} ms", window),
                    .x = static_cast<double>(window)},
          .toll = service_toll};
      form.step_list()->push_back(std::move(step));
    }
  }
  return form;
}

}  // namespace

Scenario batch_window() {
  Scenario scenario =
      scenario_of("batch-window", "How long should a batch wait for other requests, if at all?");
  scenario.view.curves = {
      {.title = "What a batch's window costs and brings",
       .along = "window, ms",
       .caption = "A batch is open for so long, unless it is full before; at 0 it takes who waits "
                  "when the model is idle. One client alone waits for nobody's sake.",
       .upwards = {{"achieved_per_s"},
                   {"latency_ms_p50"},
                   {"first_result_ms_p50", "first token P50 (log scale)"}}}};
  scenario.quick = window_form(400ms, 100ms);
  scenario.standard = window_form(8s, 1s);
  scenario.full = window_form(60s, 5s);
  scenario.conclude = conclude_windows;
  return scenario;
}

}  // namespace scenarios::inference
