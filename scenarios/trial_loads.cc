#include "scenarios/trial_loads.h"

#include <algorithm>
#include <array>

#include "scenarios/engine_target.h"
#include "scenarios/loads.h"

namespace scenarios {
namespace {

using harness::load::Choice;
using harness::load::Popularity;

constexpr std::array loads{
    TrialLoad{"once", "each document once"},
    TrialLoad{"zipf", "Zipf 0.9, cache for 25 % where it has a bound"},
    TrialLoad{"scan", "in order, over and over, cache for 25 % where it has a bound"},
    TrialLoad{"hot", "Zipf 1.2, no cache"},
    TrialLoad{"open", "Zipf 0.9 at 60 % of the capacity, cache for 25 % where it has a bound",
              "zipf"},
    TrialLoad{
        "paced",
        "in order, over and over, at 60 % of the capacity, cache for 25 % where it has a bound",
        "scan", 20}};

Popularity popularity_of(std::string_view name) {
  if (name == "once") return {.choice = Choice::sequential_once, .classes = {}};
  if (name == "scan" || name == "paced") return {.choice = Choice::sequential, .classes = {}};
  if (name == "hot") return {.choice = Choice::zipf, .exponent = 1.2, .classes = {}};
  return as_in_life;
}

std::vector<harness::run::Setting> settings_of(std::string_view name) {
  // Room for every client: what is refused would be no work.
  std::vector<harness::run::Setting> settings{{"queue.capacity", "10000"}};
  if (name == "hot") settings.emplace_back("cache.policy", "none");
  if (name != "hot" && name != "once") settings.push_back(small_cache);
  return settings;
}

harness::run::Load load_of(const TrialLoad& load, const TrialSize& size) {
  const harness::Duration length = size.length;
  if (!load.share_of.empty()) {
    return OpenLoad{.rate = size.rate,
                    .segments = harness::load::constant("measured", 1, length),
                    .arrivals = harness::load::Arrivals::poisson,
                    .waiting = harness::Waiting::sleep,
                    .warm_up = length / 6};
  }
  return ClosedLoad{.clients = size.clients,
                    .length = length,
                    .warm_up = length / 6,
                    .think_time = {},
                    .passes = load.name == "once"};
}

}  // namespace

std::span<const TrialLoad> trial_loads() {
  return loads;
}

const TrialLoad* find_trial_load(std::string_view name) {
  for (const TrialLoad& load : loads) {
    if (load.name == name) return &load;
  }
  return nullptr;
}

std::vector<std::string> settings_of_load(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& [setting, value] : settings_of(name)) names.push_back(setting);
  return names;
}

Scenario trial_scenario(const TrialLoad& load, const TrialSize& size) {
  Form form{.steps = {{.name = std::string(load.name),
                       .settings = settings_of(load.name),
                       .load = load_of(load, size)}},
            .capacity = {},
            .interval = std::max<harness::Duration>(size.length / 4, 100ms)};
  return {.name = "trial",
          .question = "What does one trial of an ablation measure?",
          .kind = "load",
          .make_target = make_engine_target,
          .popularity = popularity_of(load.name),
          .limits = {},
          .quick = form,
          .standard = form,
          .full = form,
          .conclude = nullptr};
}

}  // namespace scenarios
