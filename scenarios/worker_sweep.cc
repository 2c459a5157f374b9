// Worker counts: source 000, section 4.
#include <array>
#include <string>

#include "scenarios/engine_target.h"
#include "scenarios/findings.h"
#include "scenarios/loads.h"

namespace scenarios::worker_sweep {
namespace {

constexpr std::size_t batch_size = 20;
constexpr std::array<std::size_t, 4> counts{1, 2, 4, 8};

/// Two batches for each of the most workers; as many for fewer, so that only the workers differ.
constexpr std::size_t clients = 2 * batch_size * counts.back();

Form worker_counts(harness::Duration each, harness::Duration interval) {
  Form form{.steps = {}, .search = {}, .capacity = {}, .interval = interval};
  for (const std::size_t workers : counts) {
    form.steps.push_back({.name = std::to_string(workers) + (workers == 1 ? " worker" : " workers"),
                          .settings = {{"executor", "pipeline"},
                                       {"workers", std::to_string(workers)},
                                       {"workers.adaptive", "off"},
                                       {"batch.size", std::to_string(batch_size)},
                                       {"queue.capacity", "10000"}},
                          .load = ClosedLoad{.clients = clients,
                                             .length = each,
                                             .warm_up = {},
                                             .think_time = {},
                                             .passes = true},
                          .toll = engine_toll});
  }
  return form;
}

Scenario worker_sweep() {
  return {.name = "worker-sweep",
          .question = "How many workers are worth having on this machine?",
          .kind = "sweep",
          .make_target = make_engine_target,
          .popularity = {.choice = harness::load::Choice::sequential_once, .classes = {}},
          .limits = {{"errors<=0%", "default"}, nothing_shed},
          .quick = worker_counts(2500ms, 250ms),
          .standard = worker_counts(14s, 1s),
          .full = worker_counts(60s, 5s),
          .conclude = conclude_worker_sweep};
}

const harness::run::Registration registration{worker_sweep};

}  // namespace
}  // namespace scenarios::worker_sweep
