// What each optimisation is worth: the claims of sources 000 and 001, measured.
#include "scenarios/documents/ablation/ablation_design.h"
#include "scenarios/documents/ablation/ablation_findings.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"

namespace scenarios::documents::ablation {
namespace {

Form ablation_form(const AblationSize& size) {
  Form form{.capacity = {}, .interval = 1s};
  form.course = ablation_design(size);
  return form;
}

}  // namespace

Scenario make() {
  return {.name = "ablation",
          .question = "What is each optimisation worth, and does what is claimed for it hold?",
          .view = {},
          .make_target = make_engine_target,
          .popularity = as_in_life,
          .limits = {},
          .quick = ablation_form({.handful = true, .trial = 100ms, .most = 20s, .within = 0.05}),
          .standard = ablation_form({.trial = 700ms, .most = 20min}),
          .full = ablation_form({.trial = 1500ms, .most = 1h, .within = 0.02}),
          .conclude = conclude_ablation};
}

}  // namespace scenarios::documents::ablation
