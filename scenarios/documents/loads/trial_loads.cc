#include "scenarios/documents/loads/trial_loads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/targets/engine_target.h"

namespace scenarios {
namespace {

using harness::mix::Choice;
using harness::mix::Popularity;

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

std::vector<harness::scenario::Setting> settings_of(std::string_view name) {
  // Room for every client: what is refused would be no work.
  std::vector<harness::scenario::Setting> settings{{"queue.capacity", "10000"}};
  if (name == "hot") settings.emplace_back("cache.policy", "none");
  if (name != "hot" && name != "once") settings.push_back(small_cache);
  return settings;
}

harness::scenario::Load load_of(const TrialLoad& load, const harness::scenario::TrialSize& size) {
  const harness::Duration length = size.length;
  if (!load.share_of.empty()) {
    return OpenLoad{.rate = size.rate,
                    .segments = harness::schedule::constant("measured", 1, length),
                    .arrivals = harness::schedule::Arrivals::poisson,
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

harness::Expected<Scenario> document_trial(const std::string& name,
                                           const harness::scenario::TrialSize& size) {
  const TrialLoad* const found = find_trial_load(name);
  if (found == nullptr) return harness::failure(fmt::format("there is no trial load '{}'", name));
  const TrialLoad& load = *found;
  if (!load.share_of.empty() && size.rate.value <= 0) {
    return harness::failure("--rate: this load needs one");
  }
  Form form{.course = harness::scenario::Steps{{{.name = std::string(load.name),
                                                 .settings = settings_of(load.name),
                                                 .load = load_of(load, size)}}},
            .capacity = {},
            .interval = std::max<harness::Duration>(size.length / 4, 100ms)};
  return Scenario{.name = "trial",
                  .question = "What does one trial of an ablation measure?",
                  .view = harness::result::load_view(),
                  .make_target = make_engine_target,
                  .popularity = popularity_of(load.name),
                  .limits = {},
                  .quick = form,
                  .standard = form,
                  .full = form};
}

}  // namespace scenarios
