#include "scenarios/inference/inference_subject.h"

#include "scenarios/general/scenarios.h"
#include "scenarios/inference/loads.h"
#include "scenarios/inference/scenarios.h"
#include "scenarios/inference/target/inference_settings.h"
#include "scenarios/openai/openai_subject.h"

namespace scenarios::inference {
namespace {

/// A general scenario, held to a limit that the source asks for.
Scenario asked_by_source(Scenario scenario) {
  scenario.limits.insert(scenario.limits.begin(), {{"p99<100ms", "004.S"}, {"errors<1%", "004.S"}});
  return scenario;
}

}  // namespace

Subject inference_subject() {
  Subject subject;
  subject.name = "inference";
  subject.description =
      "A language model behind a server of its own: batched, streamed, cached, in its own process.";
  subject.item = "request";
  subject.items = "requests";
  subject.make_target = make_inference_target;
  subject.presets = {"v1", "v2"};
  subject.preset = "v2";
  subject.settings = inference_settings();
  subject.check = check_inference;
  subject.popularity = each_once;
  subject.waiting = harness::Waiting::sleep;  // the model needs the cores
  subject.workers = "schedule.workers";
  subject.toll = service_toll;
  subject.trial = inference_trial;
  subject.scenarios = {connections(),   batch_window(), schedulers(), cached_answers(),
                       model_loading(), faulty(),       priorities()};
  subject.scenarios.push_back(asked_by_source(steady(subject)));
  subject.scenarios.push_back(asked_by_source(peak(subject)));
  subject.scenarios.push_back(openai::token_capacity(subject));
  return subject;
}

}  // namespace scenarios::inference
