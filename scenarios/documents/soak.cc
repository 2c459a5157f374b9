// Hours of even load: does anything grow, does anything slow down? Source 000, sections 3 and 7.
#include "scenarios/documents/findings/operations.h"
#include "scenarios/documents/findings/soak_claim.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/soak_target.h"
#include "scenarios/general/soak_form.h"

namespace scenarios::documents::soak {
namespace {

/// What is bounded is filled while the engine ages.
Form aged_form(const SoakSize& size, harness::Duration ageing) {
  Subject subject;
  subject.usual = {small_cache};
  subject.toll = engine_toll;
  Form form = soak_form(subject, size);
  form.steps().front().ageing = ageing;
  form.steps().front().toll.seeing = 3s;
  return form;
}

/// With fewer documents, as a first look has no time to put all of them into three databases first.
Form quick_soak() {
  constexpr int documents = 60, of = 690;
  Form form = aged_form({percent_of_capacity(30), 500ms, 900ms, 1500ms, 100ms}, 500ms);
  form.steps().front().settings.emplace_back(most_documents, std::to_string(documents));
  form.steps().front().toll.seeing = 3s * documents / of;
  return form;
}

}  // namespace

Scenario make() {
  return {.name = "soak",
          .question =
              "Does memory grow, does latency drift, when new documents come for hours? How fast, "
              "and how sure is that?",
          .view = harness::result::load_view(),
          .make_target = make_soak_target,
          .popularity = {.choice = harness::mix::Choice::uniform, .classes = {}},
          .limits = {{"errors<=0%", "default"}, {"shed<=0%", "default"}},
          .engines = {"v1", "v2"},
          .quick = quick_soak(),
          .standard = aged_form({percent_of_capacity(30), 5s, 15s, 5s, 500ms}, 20s),
          .full = aged_form({per_second(20), 5min, 20min, 0s, 5s}, 5min),
          .conclude =
              [](harness::result::RunResult& result) {
                name_operations(result);
                conclude_soak(result);
                judge_growth_claim(result);
                compare_operations(result);
              },
          .own_figures = {"growth"}};
}

}  // namespace scenarios::documents::soak
