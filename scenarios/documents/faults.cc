// Faults at every stage: claim 000.23, and what users of document pipelines fear.
#include "scenarios/documents/findings/faults_findings.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/documents/targets/fault_fates.h"

namespace scenarios::documents::faults {
namespace {

constexpr std::size_t clients = 64;
// Of many clients that are answered at once, most send their next request late.
const harness::scenario::Setting small_batches{"batch.size", "20"};

struct Trouble {
  const char* name;
  std::vector<harness::scenario::Setting> settings;
};

/// In crashes the parsers are child processes, which are what crashes: their names say so, as
/// processes cost something by themselves.
std::vector<Trouble> troubles() {
  const harness::scenario::Setting processes{"executor", "processes"};
  return {{no_faults, {}},
          {"errors", {{"faults.plan", "*:error:5%"}}},
          {"exceptions", {{"faults.plan", "*:exception:5%"}}},
          {"delays", {{"faults.plan", "*:delay:5%:5ms"}}},
          {"crashes (processes)", {processes, {"faults.plan", "parse:crash:5%"}}},
          {"all of them (processes)",
           {processes, {"faults.plan", "*:error:2%,*:exception:1%,*:delay:2%:5ms,parse:crash:2%"}}},
          {poison, {{"faults.plan", "parse:exception:5%:lasting"}}},
          {without_retries, {{"faults.plan", "*:error:5%"}, {"retry.attempts", "1"}}}};
}

harness::Expected<harness::scenario::Prepared> make_target(
    const harness::scenario::TargetOrder& order) {
  auto corpus = Corpus::open(order.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  return make_engine_target_over(order, std::make_shared<const Corpus>(std::move(*corpus)), false,
                                 by_fate());
}

/// All documents to a fresh engine, so that each goes through every stage, and again; the kinds of
/// trouble in turn.
Form each_trouble(harness::Duration each, std::size_t fewest, harness::Duration interval) {
  Form form{.course = harness::scenario::Turns{}, .capacity = {}, .interval = interval};
  double place = 0;
  for (Trouble& trouble : troubles()) {
    trouble.settings.emplace_back("queue.policy", "block");
    trouble.settings.push_back(small_batches);
    form.step_list()->push_back({.name = trouble.name,
                                 .settings = std::move(trouble.settings),
                                 .load = ClosedLoad{.clients = clients,
                                                    .length = each,
                                                    .warm_up = {},
                                                    .think_time = {},
                                                    .passes = true,
                                                    .fewest_passes = fewest},
                                 .place = {{}, "documents", trouble.name, ++place},
                                 .toll = engine_toll});
  }
  return form;
}

}  // namespace

Scenario make() {
  return {
      .name = "faults",
      .question =
          "What becomes of documents when each stage fails for one of twenty: how many recover, "
          "fail with a reason, are set aside, are lost?",
      .view = {.curves = {{.title = "Under each kind of trouble",
                           .along = "trouble",
                           .caption = "Documents a second and the 99th percentile of the latency, "
                                      "without faults and with each kind of them.",
                           .upwards = {{"achieved_per_s"}, {"latency_ms_p99"}},
                           .of_names = true}}},
      .make_target = make_target,
      .popularity = {.choice = harness::mix::Choice::sequential_once, .classes = {}},
      .quick = each_trouble(1200ms, 1, 250ms),
      .standard = each_trouble(6s, 3, 1s),
      .full = each_trouble(60s, 20, 5s),
      .conclude = conclude_faults};
}

}  // namespace scenarios::documents::faults
