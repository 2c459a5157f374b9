// What each optimisation is worth: the claims of sources 000 and 001, measured.
#include "scenarios/ablation_design.h"
#include "scenarios/engine_target.h"
#include "scenarios/findings.h"
#include "scenarios/loads.h"

namespace scenarios::ablation {
namespace {

Form ablation_form(const AblationSize& size) {
  Form form{.steps = {}, .search = {}, .ablation = {}, .capacity = {}, .interval = 1s};
  form.ablation = ablation_design(size);
  return form;
}

Scenario ablation() {
  return {.name = "ablation",
          .question = "What is each optimisation worth, and does what is claimed for it hold?",
          .kind = "ablation",
          .make_target = make_engine_target,
          .popularity = as_in_life,
          .limits = {},
          .quick = ablation_form({.handful = true, .trial = 100ms, .most = 20s, .within = 0.05}),
          .standard = ablation_form({.trial = 700ms, .most = 20min}),
          .full = ablation_form({.trial = 1500ms, .most = 1h, .within = 0.02}),
          .conclude = conclude_ablation};
}

const harness::run::Registration registration{ablation};

}  // namespace
}  // namespace scenarios::ablation
