// What it is worth to keep answers for those who ask again.
#include <array>

#include "scenarios/inference/findings.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"

namespace scenarios::inference {
namespace {

struct Caching {
  const char* name;
  const char* policy;
};
constexpr std::array<Caching, 3> cachings{
    {{"no cache", "none"}, {"lru", "lru"}, {"adaptive", "adaptive"}}};

/// A few prompts, of which some are asked for far more often than others.
Form cache_form(harness::Duration each, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  for (const Caching& caching : cachings) {
    form.step_list()->push_back(
        {.name = caching.name,
         .settings = {{"cache.policy", caching.policy}, {"client.population", "100"}},
         .load = clients_of(10, each),
         .toll = service_toll});
  }
  return form;
}

}  // namespace

Scenario cached_answers() {
  Scenario scenario =
      scenario_of("cache", "What is a cache of answers worth where people ask again?");
  scenario.view.shows_hits = true;
  scenario.popularity = {.choice = harness::mix::Choice::zipf, .exponent = 0.9, .classes = {}};
  scenario.quick = cache_form(1500ms, 250ms);
  scenario.standard = cache_form(15s, 1s);
  scenario.full = cache_form(2min, 5s);
  scenario.conclude = conclude_cached_answers;
  return scenario;
}

}  // namespace scenarios::inference
