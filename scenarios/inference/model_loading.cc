// What others notice of a model that is loaded: source 004, asynchronous loading.
#include <array>

#include "scenarios/inference/findings.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"

namespace scenarios::inference {
namespace {

struct Loading {
  const char *name, *loading, *weights;
};
constexpr std::array<Loading, 4> loadings{{{"sync, read", "sync", "read"},
                                           {"sync, mmap", "sync", "mmap"},
                                           {"async, read", "async", "read"},
                                           {"async, mmap", "async", "mmap"}}};

/// One request in fifty asks a second, large model, which is dropped soon after and so is loaded
/// again and again.
Form loading_form(harness::Duration each, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  for (const Loading& loading : loadings) {
    form.step_list()->push_back(
        {.name = loading.name,
         .settings = {{"models.loading", loading.loading},
                      {"model.weights", loading.weights},
                      {"model.shape", "1m"},
                      {"models.also", "110m"},
                      {"models.ttl", "500ms"},
                      {"client.other_model", "110m"},
                      {"client.other_share", "2%"},
                      {"client.answer", "4"}},
         .load = OpenLoad{.rate = per_second(20),
                          .segments = harness::schedule::constant("load", 1, each),
                          .arrivals = harness::schedule::Arrivals::poisson},
         .toll = service_toll});
  }
  return form;
}

}  // namespace

Scenario model_loading() {
  Scenario scenario = scenario_of(
      "model-loading", "What do others notice while a model is loaded, and how long does it take?");
  scenario.view = {.offers = true};
  scenario.limits = {{"errors<=0%", "default"}, {"shed<=1%", "default"}};
  scenario.quick = loading_form(2200ms, 250ms);
  scenario.standard = loading_form(30s, 1s);
  scenario.full = loading_form(3min, 5s);
  scenario.conclude = conclude_loading;
  return scenario;
}

}  // namespace scenarios::inference
